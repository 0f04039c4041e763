package dev.hocket.bench;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The jobs on data against the tools that one would pick instead. Each pair runs in a JVM of its
 * own; {@code DataBench [NAME...]} runs those whose names begin so. {@code
 * -Dhocket.bench.scale=0.1} takes a tenth of the data.
 */
public final class DataBench {
    private DataBench() {}

    /** Runs the pairs named, or all. */
    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("--here")) {
            here(args[1]);
            return;
        }
        int worst = 0;
        for (String name : pairs().keySet()) {
            if (args.length == 0 || List.of(args).stream().anyMatch(name::startsWith)) {
                worst = Math.max(worst, Children.fork(DataBench.class, "--here", name));
            }
        }
        System.exit(worst);
    }

    private static void here(String name) throws Exception {
        try (NumberData data = new NumberData()) {
            Pair pair = Objects.requireNonNull(pairs().get(name), name).open(data);
            Object ours = pair.ours().run();
            Object peers = pair.peer().run();
            if (!ours.equals(peers)) {
                throw new IllegalStateException(
                        "%s: outputs differ: %s and %s".formatted(name, shown(ours), shown(peers)));
            }
            System.out.println(pair.line(pair.measure(1, Integer.getInteger("rounds", 5))));
        }
    }

    private static String shown(Object output) {
        String text = String.valueOf(output);
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }

    interface Opening {
        Pair open(NumberData data) throws Exception;
    }

    private static Map<String, Opening> pairs() {
        Map<String, Opening> pairs = new TreeMap<>();
        pairs.put("factor-products", NumberPairs::products);
        pairs.put("factor-range", NumberPairs::range);
        pairs.put("images-embedded", PicturePairs::embedded);
        pairs.put("images-pillow", PicturePairs::pillow);
        pairs.put("images-many-pillow", PicturePairs::pillowMany);
        pairs.put("images-many-vips", PicturePairs::vipsMany);
        pairs.put("images-large-gif", PicturePairs::gif);
        pairs.put("images-large-png", PicturePairs::png);
        pairs.put("images-large-tiff", PicturePairs::tiff);
        pairs.put("images-large-webp", PicturePairs::webp);
        pairs.put("images-vips", PicturePairs::vips);
        pairs.put("reduce-csv", NumberPairs::csv);
        pairs.put("reduce-doubles", NumberPairs::doubles);
        return pairs;
    }
}
