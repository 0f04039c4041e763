package dev.hocket.jobs.host;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What files hold, by the ends of their names. */
final class MediaTypes {
    private static final String UNKNOWN = "application/octet-stream";
    private static final Map<String, String> TYPES = new HashMap<>();

    static {
        // Pages say their charset themselves: a charset here would overrule a right one there.
        put("text/html", "html htm");
        put("application/xhtml+xml", "xhtml");
        put("application/xml", "xml xsl");
        put("application/atom+xml", "atom");
        put("application/rss+xml", "rss");
        put("image/svg+xml", "svg");
        put("text/plain; charset=utf-8", "txt text log java c h cpp py sh conf ini toml yaml yml");
        put("text/markdown; charset=utf-8", "md");
        put("text/css; charset=utf-8", "css");
        put("text/csv; charset=utf-8", "csv");
        put("text/tab-separated-values; charset=utf-8", "tsv");
        put("text/javascript; charset=utf-8", "js mjs");
        put("text/vtt; charset=utf-8", "vtt");
        put("text/calendar; charset=utf-8", "ics");
        put("application/json", "json map");
        put("application/jsonl", "jsonl ndjson");
        put("application/manifest+json", "webmanifest");
        put("application/wasm", "wasm");
        put("application/pdf", "pdf");
        put("application/epub+zip", "epub");
        put("application/zip", "zip");
        put("application/java-archive", "jar");
        put("application/gzip", "gz tgz");
        put("application/zstd", "zst");
        put("application/x-bzip2", "bz2");
        put("application/x-xz", "xz");
        put("application/x-tar", "tar");
        put("application/x-7z-compressed", "7z");
        put("application/vnd.debian.binary-package", "deb");
        put("image/png", "png");
        put("image/jpeg", "jpg jpeg");
        put("image/gif", "gif");
        put("image/webp", "webp");
        put("image/avif", "avif");
        put("image/bmp", "bmp");
        put("image/tiff", "tif tiff");
        put("image/vnd.microsoft.icon", "ico");
        put("font/woff", "woff");
        put("font/woff2", "woff2");
        put("font/ttf", "ttf");
        put("font/otf", "otf");
        put("audio/mpeg", "mp3");
        put("audio/ogg", "ogg oga opus");
        put("audio/wav", "wav");
        put("audio/flac", "flac");
        put("audio/mp4", "m4a");
        put("video/mp4", "mp4 m4v");
        put("video/webm", "webm");
        put("video/ogg", "ogv");
        put("video/quicktime", "mov");
        put("video/x-matroska", "mkv");
    }

    private MediaTypes() {}

    private static void put(String type, String endings) {
        for (String ending : endings.split(" ", -1)) {
            TYPES.put(ending, type);
        }
    }

    /** The type of a file of this name. */
    static String of(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0
                ? UNKNOWN
                : TYPES.getOrDefault(name.substring(dot + 1).toLowerCase(Locale.ROOT), UNKNOWN);
    }
}
