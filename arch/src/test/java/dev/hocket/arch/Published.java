package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A module that is published: its folder and what its POM says.
 *
 * @param folder the module's folder
 * @param pom the root element of its POM
 */
record Published(Path folder, Element pom) {

    /** Every module but those whose POM says that they are not deployed. */
    static List<Published> modules() {
        List<Published> published = new ArrayList<>();
        for (Path folder : House.modules()) {
            Element pom = pom(folder.resolve("pom.xml"));
            Element properties = child(pom, "properties");
            String skip = properties == null ? null : text(properties, "maven.deploy.skip");
            if (!"true".equals(skip)) {
                published.add(new Published(folder, pom));
            }
        }
        assertFalse(published.isEmpty(), "no published module seen");
        return published;
    }

    /** The artifact's name. */
    String artifact() {
        String name = text(pom, "artifactId");
        if (name == null) {
            throw new AssertionError(folder + " has a POM without an artifactId");
        }
        return name;
    }

    /** True for the BOM, which has no jar. */
    boolean hasJar() {
        return !"pom".equals(text(pom, "packaging"));
    }

    /** The jar that the build has made. */
    Path jar(String version) {
        return folder.resolve("target/" + artifact() + "-" + version + ".jar");
    }

    /** The root element of a POM. */
    static Element pom(Path file) {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    /** The first child of that name, if there is one. */
    static @Nullable Element child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        return null;
    }

    /** The text of the first child of that name, if there is one. */
    static @Nullable String text(Element parent, String name) {
        Element child = child(parent, name);
        return child == null ? null : child.getTextContent().strip();
    }
}
