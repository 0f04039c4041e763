package dev.hocket.jobs.crawl;

import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.SiteMapURL;
import crawlercommons.sitemaps.UnknownFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads sitemaps: XML, RSS, Atom, or a list of URLs, each as it is or in gzip. What it is, its
 * bytes tell; names and media types are often wrong.
 */
final class SitemapReader {
    private SitemapReader() {}

    /**
     * What a sitemap has.
     *
     * @param pages the URLs of pages
     * @param sitemaps the URLs of other sitemaps
     * @param note what is to be said of it, or nothing
     */
    record Sitemap(List<String> pages, List<String> sitemaps, String note) {}

    /** Reads a sitemap, of which at most this many bytes are unpacked. */
    static Sitemap read(String url, PageBody body, int most) {
        URI base = URI.create(url);
        try {
            byte[] bytes = Arrays.copyOf(body.bytes(), body.length());
            String note = "";
            if (isGzip(bytes)) {
                bytes = unpacked(bytes, most);
                note = bytes.length == most ? "cut after " + most + " bytes" : "";
            }
            return isMarkup(bytes) ? markup(base, bytes, note) : list(base, bytes, note);
        } catch (IOException | UnknownFormatException | RuntimeException wrong) {
            return new Sitemap(List.of(), List.of(), "it cannot be read as a sitemap");
        }
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    }

    private static byte[] unpacked(byte[] bytes, int most) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readNBytes(most);
        }
    }

    /** Whether the first character, after a byte order mark and blanks, begins a tag. */
    private static boolean isMarkup(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, 1024); i++) {
            byte b = bytes[i];
            boolean passed = b <= ' '; // also the mark, whose bytes are negative
            if (!passed) {
                return b == '<';
            }
        }
        return false;
    }

    private static Sitemap markup(URI base, byte[] bytes, String note)
            throws IOException, UnknownFormatException {
        LinkResolver links = new LinkResolver(base);
        List<String> pages = new ArrayList<>();
        List<String> sitemaps = new ArrayList<>();
        AbstractSiteMap map =
                new SiteMapParser(false).parseSiteMap("text/xml", bytes, base.toURL());
        if (map instanceof SiteMapIndex index) {
            index.getSitemaps().forEach(each -> add(links, each.getUrl().toString(), sitemaps));
        } else if (map instanceof SiteMap list) {
            for (SiteMapURL each : list.getSiteMapUrls()) {
                add(links, each.getUrl().toString(), pages);
            }
        }
        return new Sitemap(pages, sitemaps, note);
    }

    private static Sitemap list(URI base, byte[] bytes, String note) {
        LinkResolver links = new LinkResolver(base);
        List<String> pages = new ArrayList<>();
        String text = new String(bytes, StandardCharsets.UTF_8);
        text.lines()
                .map(line -> line.replace("\ufeff", "").strip())
                .filter(line -> line.startsWith("http://") || line.startsWith("https://"))
                .forEach(line -> add(links, line, pages));
        boolean none = pages.isEmpty() && !text.isBlank();
        return new Sitemap(pages, List.of(), none ? "it cannot be read as a sitemap" : note);
    }

    private static void add(LinkResolver links, String place, List<String> urls) {
        String url = links.of(place);
        if (url != null) {
            urls.add(url);
        }
    }
}
