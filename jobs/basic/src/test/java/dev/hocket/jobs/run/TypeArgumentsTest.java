package dev.hocket.jobs.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hocket.Task;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The input's and output's types are found wherever in its ancestry a class names them. */
@SuppressWarnings("serial") // tasks of one test
class TypeArgumentsTest {
    interface Swapped<O, I> extends Task<I, O> {}

    interface FromPath<R> extends Swapped<R, Path> {}

    abstract static class Middle<X, Y extends Number> implements Task<Y, List<X>> {}

    abstract static class Numbers<N extends Number> extends Middle<String, N> {}

    abstract static class Direct implements Task<Integer, Long> {}

    abstract static class ThroughInterfaces implements Runnable, FromPath<String> {}

    abstract static class ThroughClasses extends Numbers<Long> {}

    abstract static class Inherited extends ThroughClasses {}

    abstract static class Open<T> implements Task<T, T> {}

    @SuppressWarnings("rawtypes")
    abstract static class Raw implements Task {}

    abstract static class Arrays implements Task<List<String>[], Object> {}

    private static List<Class<?>> raw(Class<?> type) {
        return TypeArguments.of(type, Task.class).orElseThrow().stream()
                .<Class<?>>map(TypeArguments::raw)
                .toList();
    }

    @Test
    void argumentsAreFollowedThroughSuperclassesAndInterfaces() {
        assertEquals(List.of(Integer.class, Long.class), raw(Direct.class));
        assertEquals(List.of(Path.class, String.class), raw(ThroughInterfaces.class));
        assertEquals(List.of(Long.class, List.class), raw(ThroughClasses.class));
        assertEquals(List.of(Long.class, List.class), raw(Inherited.class));
        assertEquals(List.of(List[].class, Object.class), raw(Arrays.class));
    }

    @Test
    void whatIsLeftOpenIsItsBound() {
        assertEquals(List.of(Object.class, Object.class), raw(Open.class));
        assertEquals(List.of(Object.class, Object.class), raw(Raw.class));
        assertEquals(List.of(Number.class, List.class), raw(Numbers.class));
    }

    @Test
    void aClassThatIsNoneHasNone() {
        assertEquals(Optional.<List<Type>>empty(), TypeArguments.of(String.class, Task.class));
    }
}
