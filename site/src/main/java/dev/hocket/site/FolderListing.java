package dev.hocket.site;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The page that lists a folder without a page of its own. */
final class FolderListing {
    private static final int MOST = 10_000;

    private FolderListing() {}

    private record Line(String name, boolean folder) {}

    static Reply of(Path folder, TargetPath target, boolean hidden) throws IOException {
        List<Line> lines = new ArrayList<>();
        boolean more = false;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (hidden || !name.startsWith(".")) {
                    more = lines.size() == MOST;
                    if (more) {
                        break;
                    }
                    lines.add(new Line(name, Files.isDirectory(file)));
                }
            }
        }
        lines.sort(Comparator.comparing(Line::folder).reversed().thenComparing(Line::name));
        return Reply.html(page("/" + String.join("/", target.names()), lines, more));
    }

    private static String page(String title, List<Line> lines, boolean more) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<meta charset=\"utf-8\">\n");
        html.append("<meta name=\"viewport\" content=\"width=device-width\">\n");
        html.append("<title>").append(escape(title)).append("</title>\n");
        html.append("<h1>").append(escape(title)).append("</h1>\n<ul>\n");
        if (title.length() > 1) {
            html.append("<li><a href=\"../\">../</a>\n");
        }
        for (Line line : lines) {
            String end = line.folder ? "/" : "";
            html.append("<li><a href=\"./").append(encode(line.name)).append(end).append("\">");
            html.append(escape(line.name)).append(end).append("</a>\n");
        }
        html.append("</ul>\n");
        if (more) {
            html.append("<p>and more than these ").append(MOST).append("</p>\n");
        }
        return html.toString();
    }

    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
