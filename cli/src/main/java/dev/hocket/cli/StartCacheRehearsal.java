package dev.hocket.cli;

import dev.hocket.cli.terminal.ProgramEnd;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.jobs.images.SamplePictures;
import dev.hocket.site.Site;
import dev.hocket.site.SiteServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the ahead-of-time cache is recorded from ({@code script/aot}): short runs of the commands
 * whose start is a good part of the time that they take, in one JVM.
 */
final class StartCacheRehearsal {
    private static final int FILES = 200;
    private static final int PICTURES = 12;
    private static final int ROWS = 100_000;
    private static final List<String> ENGINES = List.of("virtual:16", "threads:16", "auto");

    private StartCacheRehearsal() {}

    public static void main(String[] args) throws IOException {
        Screen screen = Main.screen();
        ProgramEnd.install(screen);
        int status = Dispatcher.run(new String[] {"exec", "true", ":::", "a"}, screen);
        Path folder = Files.createTempDirectory("hocket-rehearsal");
        try {
            status = Math.max(status, fetch(folder, screen));
            status = Math.max(status, images(folder, screen));
            String[] numbers = {"factor", "-k", "-j", "2", "10^15..10^15+3000", "2^61-1"};
            status = Math.max(status, Dispatcher.run(numbers, screen));
            status = Math.max(status, reduce(folder, screen));
            status = Math.max(status, crawl(folder, screen));
        } finally {
            delete(folder);
        }
        ProgramEnd.exit(status);
    }

    private static int fetch(Path folder, Screen screen) throws IOException {
        Path site = Files.createDirectory(folder.resolve("site"));
        StringBuilder urls = new StringBuilder();
        try (SiteServer server = Site.of(site).withPort(0).start()) {
            for (int i = 0; i < FILES; i++) {
                Files.write(site.resolve(i + ".bin"), new byte[20_000]);
                urls.append(server.uri().resolve(i + ".bin")).append('\n');
            }
            Path list = Files.writeString(folder.resolve("list"), urls);
            int status = 0;
            for (String engine : ENGINES) {
                String[] words = {
                    "fetch",
                    "-a",
                    list.toString(),
                    "-o",
                    folder.resolve("files-" + engine).toString(),
                    "-e",
                    engine,
                    "--per-host",
                    "16"
                };
                status = Math.max(status, Dispatcher.run(words, screen));
            }
            return status;
        }
    }

    /** A site of pages that lead to each other, as those of a manual do. */
    private static int crawl(Path folder, Screen screen) throws IOException {
        Path site = Files.createDirectory(folder.resolve("pages"));
        for (int i = 0; i < FILES; i++) {
            StringBuilder page = new StringBuilder("<!doctype html><title>Page &amp; more</title>");
            for (int j = 0; j < FILES; j += 5) {
                page.append("<p class=\"x\"><a href=\"")
                        .append(j % 2 == 0 ? "" : "../pages/")
                        .append((i + j) % FILES)
                        .append(".html#a\" title='x'>a link</a></p>\n");
            }
            Files.writeString(site.resolve(i + ".html"), page);
        }
        try (SiteServer server = Site.of(folder).withPort(0).start()) {
            String start = server.uri().resolve("pages/0.html").toString();
            int status = 0;
            for (String engine : ENGINES) {
                String[] words = {"crawl", start, "-e", engine, "--concurrent-per-host", "16"};
                status = Math.max(status, Dispatcher.run(words, screen));
            }
            return status;
        }
    }

    private static int images(Path folder, Screen screen) throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        SamplePictures pictures = new SamplePictures(photos, 1);
        for (int i = 0; i < PICTURES; i++) {
            pictures.run(i);
        }
        String output = folder.resolve("small").toString();
        String[] words = {"images", photos.toString(), "-o", output, "-e", "threads:2"};
        return Dispatcher.run(words, screen);
    }

    private static int reduce(Path folder, Screen screen) throws IOException {
        StringBuilder table = new StringBuilder("name,price\n");
        ByteBuffer numbers = ByteBuffer.allocate(8 * ROWS);
        for (int i = 0; i < ROWS; i++) {
            table.append("item ").append(i).append(',').append(i / 100.0).append('\n');
            numbers.putDouble(i);
        }
        Path csv = Files.writeString(folder.resolve("table.csv"), table);
        Path raw = Files.write(folder.resolve("numbers.f64"), numbers.array());
        String all = "sum,min,max,mean,variance,q99";
        String[] text = {"reduce", all, csv.toString(), "--column", "price", "-e", "threads:2"};
        int status = Dispatcher.run(text, screen);
        return Math.max(
                status, Dispatcher.run(new String[] {"reduce", "sum", raw.toString()}, screen));
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.toList();
        }
        for (Path path : all.reversed()) {
            Files.delete(path);
        }
    }
}
