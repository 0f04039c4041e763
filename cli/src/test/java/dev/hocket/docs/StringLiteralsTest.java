package dev.hocket.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StringLiteralsTest {
    @Test
    void textsAreReadAsTheProgramPrintsThem() {
        String source =
                """
                // "a comment"
                /* "another one" */
                char quote = '"', slash = '\\\\', tick = '\\'';
                String key = "key";
                String a = "the option "
                        + "is \\"given\\"\\ntwice";
                String b = "for " + name + " and others";
                """
                        + "String c = \"\"\"\n    a block\n    \"\"\";";
        assertEquals(
                List.of(
                        "the option is \"given\"\ntwice",
                        "for ",
                        " and others",
                        "\n    a block\n    "),
                StringLiterals.of(source));
    }
}
