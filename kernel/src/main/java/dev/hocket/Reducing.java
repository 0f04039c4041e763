package dev.hocket;

import java.io.Serializable;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;

/**
 * The functions of a reduction. Like a {@link Task}, a lambda of one of these types is
 * serializable, so it can be sent to another process; what it captures must be serializable as
 * well. To use an existing function, pass a method reference: {@code function::apply}.
 */
public final class Reducing {
    private Reducing() {}

    /**
     * Returns the value that is combined for an input.
     *
     * @param <I> the type of the inputs
     * @param <A> what is combined
     */
    @FunctionalInterface
    public interface Part<I, A> extends Function<I, A>, Serializable {}

    /**
     * Combines two values; associative or nearly so.
     *
     * @param <A> what is combined
     */
    @FunctionalInterface
    public interface Combiner<A> extends BinaryOperator<A>, Serializable {}

    /** Returns the double that is combined for a number. */
    @FunctionalInterface
    public interface DoublePart extends LongToDoubleFunction, Serializable {}

    /** Combines two doubles. */
    @FunctionalInterface
    public interface DoubleCombiner extends DoubleBinaryOperator, Serializable {}

    /** Returns the long that is combined for a number. */
    @FunctionalInterface
    public interface LongPart extends LongUnaryOperator, Serializable {}

    /** Combines two longs. */
    @FunctionalInterface
    public interface LongCombiner extends LongBinaryOperator, Serializable {}
}
