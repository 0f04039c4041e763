package dev.hocket.bench;

import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.Task;
import dev.hocket.jobs.images.SamplePictures;
import dev.hocket.jobs.images.ThumbnailSettings;
import dev.hocket.jobs.images.ThumbnailTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.coobird.thumbnailator.Thumbnails;

/**
 * Pictures made 800 pixels wide: against vipsthumbnail and Pillow as whole programs with as many
 * processes as lanes, and the embedded codec against Thumbnailator, both in one JVM.
 */
final class PicturePairs {
    private static final int LANES = 2;
    private static final int FEW = 66;
    private static final int MANY = 440;
    private static final int LARGE = 60;

    private static final String PILLOW =
            """
            import os, sys
            from multiprocessing import Pool
            from PIL import Image, ImageOps
            def small(name):
                with Image.open(name) as picture:
                    picture.draft('RGB', (800, 1))
                    picture = ImageOps.exif_transpose(picture).convert('RGB')
                    height = max(1, round(picture.height * 800 / picture.width))
                    picture = picture.resize((800, height), Image.LANCZOS, reducing_gap=2)
                    picture.save(os.path.join(sys.argv[2], os.path.basename(name)), quality=85)
            if __name__ == '__main__':
                names = [os.path.join(sys.argv[1], n) for n in os.listdir(sys.argv[1])]
                with Pool(2) as pool:
                    pool.map(small, names, 1)
                print(len(names))
            """;

    private PicturePairs() {}

    /**
     * JPEGs alone, for that is what cameras write: nine tenths of so many, of 1 to 6 megapixels.
     */
    private static Path pictures(NumberData data, int count) throws Exception {
        Path folder = Files.createDirectory(data.folder().resolve("pictures"));
        List<Integer> numbers =
                IntStream.range(0, NumberData.scaled(count)).boxed().collect(Collectors.toList());
        try (Engine engine = Engine.named("threads:" + LANES)) {
            engine.map(Job.of("pictures", new SamplePictures(folder, 7)), numbers);
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(file -> file.toString().endsWith(".png")).toList()) {
                Files.delete(file);
            }
        }
        return folder;
    }

    private static String hocket(Path folder, Path output) {
        return "./hocket images %s -e threads:%d --width 800 -o %s | wc -l"
                .formatted(folder, LANES, output);
    }

    static Pair vips(NumberData data) throws Exception {
        return vips(data, FEW);
    }

    /** So many that starting is a small part of it. */
    static Pair vipsMany(NumberData data) throws Exception {
        return vips(data, MANY);
    }

    private static Pair vips(NumberData data, int count) throws Exception {
        Path folder = pictures(data, count);
        Path output = data.folder().resolve("ours");
        Path theirs = Files.createDirectory(data.folder().resolve("theirs"));
        String peer =
                "ls %1$s/*.jpg | VIPS_CONCURRENCY=1 xargs -P %2$d -n 8 vipsthumbnail --size 800x -o '%3$s/%%s.jpg[Q=85]'; ls %3$s | wc -l"
                        .formatted(folder, LANES, theirs);
        return new Pair(
                "images, %d files, whole program".formatted(NumberData.scaled(count) * 9 / 10),
                "vipsthumbnail, 2 processes",
                1,
                () -> NumberPairs.shell(hocket(folder, output)),
                () -> NumberPairs.shell(peer));
    }

    /**
     * Large pictures of a format that is not JPEG: a few different ones, each several times, since
     * to write them takes longer than to read them.
     *
     * @param save how {@code vips} is told to write one
     */
    private static Pair large(NumberData data, String extension, String save) throws Exception {
        Path painted = Files.createDirectory(data.folder().resolve("painted"));
        Path folder = Files.createDirectory(data.folder().resolve("large"));
        SamplePictures pictures = new SamplePictures(painted, 11);
        int different = 6;
        int each = Math.max(1, NumberData.scaled(LARGE) / different);
        for (int i = 0; i < different; i++) {
            Path first = folder.resolve("%d-0.%s".formatted(i, extension));
            Path wide = painted.resolve("wide.v");
            String _ =
                    NumberPairs.shell(
                            "vips resize %1$s %2$s 2 && %3$s"
                                    .formatted(pictures.run(i), wide, save.formatted(wide, first)));
            for (int j = 1; j < each; j++) {
                Files.copy(first, folder.resolve("%d-%d.%s".formatted(i, j, extension)));
            }
        }
        Path output = data.folder().resolve("ours");
        Path theirs = Files.createDirectory(data.folder().resolve("theirs"));
        String peer =
                "ls %1$s/* | VIPS_CONCURRENCY=1 xargs -P %2$d -n 8 vipsthumbnail --size 800x -o '%3$s/%%s.jpg[Q=85]'; ls %3$s | wc -l"
                        .formatted(folder, LANES, theirs);
        return new Pair(
                "images, %d large %s files, whole program".formatted(different * each, extension),
                "vipsthumbnail, 2 processes",
                1.2,
                () -> NumberPairs.shell(hocket(folder, output)),
                () -> NumberPairs.shell(peer),
                true);
    }

    static Pair webp(NumberData data) throws Exception {
        return large(data, "webp", "vips webpsave %s %s --Q 80 --effort 1");
    }

    static Pair tiff(NumberData data) throws Exception {
        return large(data, "tif", "vips tiffsave %s %s --compression lzw --predictor horizontal");
    }

    static Pair gif(NumberData data) throws Exception {
        return large(data, "gif", "vips gifsave %s %s --effort 1");
    }

    static Pair png(NumberData data) throws Exception {
        return large(data, "png", "vips pngsave %s %s --compression 3");
    }

    static Pair pillow(NumberData data) throws Exception {
        return pillow(data, FEW);
    }

    static Pair pillowMany(NumberData data) throws Exception {
        return pillow(data, MANY);
    }

    private static Pair pillow(NumberData data, int count) throws Exception {
        Path folder = pictures(data, count);
        Path output = data.folder().resolve("ours");
        Path theirs = Files.createDirectory(data.folder().resolve("theirs"));
        Path script = Files.writeString(data.folder().resolve("small.py"), PILLOW);
        return new Pair(
                "images, %d files, whole program".formatted(NumberData.scaled(count) * 9 / 10),
                "Pillow, 2 processes",
                1,
                () -> NumberPairs.shell(hocket(folder, output)),
                () ->
                        NumberPairs.shell(
                                "/usr/bin/python3 %s %s %s".formatted(script, folder, theirs)),
                true);
    }

    static Pair embedded(NumberData data) throws Exception {
        Path folder = pictures(data, FEW);
        ThumbnailSettings settings =
                ThumbnailSettings.of(folder, data.folder().resolve("ours"))
                        .withCodec(ThumbnailSettings.Codec.EMBEDDED);
        Path theirs = Files.createDirectory(data.folder().resolve("theirs"));
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        Engine engine = Engine.named("threads:" + LANES);
        Task<Path, Path> thumbnailator =
                file -> {
                    Path to = theirs.resolve(String.valueOf(file.getFileName()));
                    Thumbnails.of(file.toFile()).width(800).outputQuality(0.85).toFile(to.toFile());
                    return to;
                };
        return new Pair(
                "images, embedded codec",
                "Thumbnailator",
                1 / 1.3,
                () -> engine.map(Job.of("images", new ThumbnailTask(settings)), files).size(),
                () -> engine.map(Job.of("thumbnailator", thumbnailator), files).size());
    }
}
