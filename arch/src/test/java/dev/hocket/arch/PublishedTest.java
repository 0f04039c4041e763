package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What a repository asks of every published module, and that the BOM names each of them. */
class PublishedTest {
    private static final List<String> OWN = List.of("name", "description");
    private static final List<String> INHERITED = List.of("url", "licenses", "developers", "scm");

    @Test
    void everyPublishedModuleSaysWhatItIsAndWhoseItIs() {
        Element root = Published.pom(Path.of("").toAbsolutePath().resolveSibling("pom.xml"));
        for (Published module : Published.modules()) {
            List<String> missing = new ArrayList<>();
            for (String element : OWN) {
                if (Published.text(module.pom(), element) == null) {
                    missing.add(element);
                }
            }
            boolean child = Published.child(module.pom(), "parent") != null;
            for (String element : INHERITED) {
                if (Published.child(module.pom(), element) == null
                        && !(child && Published.child(root, element) != null)) {
                    missing.add(element);
                }
            }
            assertEquals(List.of(), missing, module.folder() + "/pom.xml lacks these");
        }
    }

    @Test
    void theBomNamesEveryPublishedModule() {
        TreeSet<String> published = new TreeSet<>();
        TreeSet<String> named = new TreeSet<>();
        for (Published module : Published.modules()) {
            if (module.hasJar()) {
                published.add(module.artifact());
            } else {
                Element management = Published.child(module.pom(), "dependencyManagement");
                assertNotNull(management, "the BOM manages nothing");
                NodeList dependencies = management.getElementsByTagName("artifactId");
                for (int i = 0; i < dependencies.getLength(); i++) {
                    named.add(dependencies.item(i).getTextContent());
                }
            }
        }
        assertEquals(published, named);
    }

    /** A jar without a module's name has one that depends on its file's name. */
    @Test
    void everyPublishedJarHasAModuleName() {
        for (Published module : Published.modules()) {
            assertTrue(
                    !module.hasJar()
                            || Files.exists(
                                    module.folder().resolve("src/main/java/module-info.java")),
                    module.folder() + " has no module-info");
        }
    }
}
