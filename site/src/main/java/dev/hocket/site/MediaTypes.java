package dev.hocket.site;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What files hold, by the ends of their names. */
final class MediaTypes {
    private static final String UNKNOWN = "application/octet-stream";
    private static final Map<String, String> TYPES = new HashMap<>();

    /**
     * Endings and types. Pages and XML say their charset themselves: one here would overrule a
     * right one there.
     */
    private static final String TABLE =
            """
            html htm: text/html
            xhtml: application/xhtml+xml
            xml xsl: application/xml
            atom: application/atom+xml
            rss: application/rss+xml
            svg: image/svg+xml
            txt text log java c h cpp py sh conf ini toml yaml yml: text/plain; charset=utf-8
            md: text/markdown; charset=utf-8
            css: text/css; charset=utf-8
            csv: text/csv; charset=utf-8
            tsv: text/tab-separated-values; charset=utf-8
            js mjs: text/javascript; charset=utf-8
            vtt: text/vtt; charset=utf-8
            ics: text/calendar; charset=utf-8
            json map: application/json
            jsonl ndjson: application/jsonl
            webmanifest: application/manifest+json
            wasm: application/wasm
            pdf: application/pdf
            epub: application/epub+zip
            zip: application/zip
            jar: application/java-archive
            gz tgz: application/gzip
            zst: application/zstd
            bz2: application/x-bzip2
            xz: application/x-xz
            tar: application/x-tar
            7z: application/x-7z-compressed
            deb: application/vnd.debian.binary-package
            png: image/png
            jpg jpeg: image/jpeg
            gif: image/gif
            webp: image/webp
            avif: image/avif
            bmp: image/bmp
            tif tiff: image/tiff
            ico: image/vnd.microsoft.icon
            woff: font/woff
            woff2: font/woff2
            ttf: font/ttf
            otf: font/otf
            mp3: audio/mpeg
            ogg oga opus: audio/ogg
            wav: audio/wav
            flac: audio/flac
            m4a: audio/mp4
            mp4 m4v: video/mp4
            webm: video/webm
            ogv: video/ogg
            mov: video/quicktime
            mkv: video/x-matroska
            """;

    static {
        for (String line : TABLE.lines().toList()) {
            int colon = line.indexOf(':');
            for (String ending : line.substring(0, colon).split(" ", -1)) {
                TYPES.put(ending, line.substring(colon + 2));
            }
        }
    }

    private MediaTypes() {}

    /** The type of a file of this name. */
    static String of(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0
                ? UNKNOWN
                : TYPES.getOrDefault(name.substring(dot + 1).toLowerCase(Locale.ROOT), UNKNOWN);
    }
}
