package dev.hocket.choose.measure;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.RandomAccess;
import java.util.stream.IntStream;

/**
 * The inputs that are measured: drawn at random from all, in their order, so that they stand for
 * the whole also where it is sorted.
 *
 * @param inputs those drawn
 * @param seed decides what is drawn and each round's order
 */
public record InputSample<I>(List<I> inputs, long seed) {

    public static <I> InputSample<I> draw(List<? extends I> all, int most, long seed) {
        if (all.size() <= most) {
            return new InputSample<>(List.copyOf(all), seed);
        }
        // Floyd's choice would save memory; a shuffle of the positions is simpler.
        List<Integer> positions = new ArrayList<>(IntStream.range(0, all.size()).boxed().toList());
        Collections.shuffle(positions, new Random(seed));
        List<I> drawn = new ArrayList<>(most);
        positions.subList(0, most).stream().sorted().forEach(i -> drawn.add(all.get(i)));
        return new InputSample<>(List.copyOf(drawn), seed);
    }

    public int size() {
        return inputs.size();
    }

    /**
     * Some of the sample, in an order that depends on the round alone: contenders with batches of
     * one size get the same inputs, and over the rounds small batches stand for the sample.
     *
     * @param count how many inputs; beyond the sample's size they come again
     */
    public Batch<I> batch(int round, int count) {
        List<Integer> positions = new ArrayList<>(IntStream.range(0, size()).boxed().toList());
        Collections.shuffle(positions, new Random(seed + 31L * round + 1));
        int[] order = positions.stream().mapToInt(Integer::intValue).toArray();
        return new Batch<>(inputs, order, count);
    }

    /** Inputs in some order, the first ones again after the last. */
    static final class Batch<I> extends AbstractList<I> implements RandomAccess {
        private final List<I> inputs;
        private final int[] order;
        private final int count;

        Batch(List<I> inputs, int[] order, int count) {
            this.inputs = inputs;
            this.order = order;
            this.count = count;
        }

        /** The sample's position of the batch's input {@code i}. */
        int position(int i) {
            return order[i % order.length];
        }

        @Override
        public I get(int i) {
            return inputs.get(position(i));
        }

        @Override
        public int size() {
            return count;
        }
    }
}
