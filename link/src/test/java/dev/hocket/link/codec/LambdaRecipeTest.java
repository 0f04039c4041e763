package dev.hocket.link.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.hocket.Task;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LambdaRecipeTest {
    private final ValueCodec values = new SerializationCodec();

    @SuppressWarnings("unchecked")
    private String made(ValueCodec.Ready ready) throws Exception {
        Task<Integer, String> made =
                (Task<Integer, String>) values.value(ready, getClass().getClassLoader());
        return Objects.requireNonNull(made).run(3);
    }

    @Test
    void aLambdaOfPlainValuesTravelsByItsNames() throws Exception {
        String text = "x";
        long number = 4;
        Task<Integer, String> task = input -> text + number + input;
        ValueCodec.Ready ready = values.ready(task);
        if (!getClass().getModule().isNamed()) {
            assertInstanceOf(LambdaRecipe.class, ready.value());
        }
        assertEquals("x43", made(ready));
    }

    @Test
    void aLambdaOfOtherObjectsIsSerialized() throws Exception {
        List<String> list = List.of("a", "b");
        Task<Integer, String> task = input -> list.getLast() + input;
        ValueCodec.Ready ready = values.ready(task);
        assertNull(ready.value());
        assertEquals("b3", made(ready));
    }
}
