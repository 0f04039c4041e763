package dev.hocket;

import java.io.Serializable;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;

/**
 * The functions of a reduction. As a {@link Task} is, a lambda that is given as one of them is
 * serializable by itself, so that it can travel to another process; what it captures must be, too.
 * Give a function that you have as a method reference: {@code function::apply}.
 */
public final class Reducing {
    private Reducing() {}

    /**
     * What is combined for an input.
     *
     * @param <I> inputs
     * @param <A> what is combined
     */
    @FunctionalInterface
    public interface Part<I, A> extends Function<I, A>, Serializable {}

    /**
     * Combines two; associative, or nearly.
     *
     * @param <A> what is combined
     */
    @FunctionalInterface
    public interface Combiner<A> extends BinaryOperator<A>, Serializable {}

    /** The double that is combined for a number. */
    @FunctionalInterface
    public interface DoublePart extends LongToDoubleFunction, Serializable {}

    /** Combines two doubles. */
    @FunctionalInterface
    public interface DoubleCombiner extends DoubleBinaryOperator, Serializable {}

    /** The long that is combined for a number. */
    @FunctionalInterface
    public interface LongPart extends LongUnaryOperator, Serializable {}

    /** Combines two longs. */
    @FunctionalInterface
    public interface LongCombiner extends LongBinaryOperator, Serializable {}
}
