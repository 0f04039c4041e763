package dev.hocket.jobs.crawl;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;

/** Finds in a page what a crawl wants of it. */
final class PageReader {
    private static final int MOST_ELSEWHERE = 10_000;
    private final @Nullable Evaluator selector;
    private final Map<String, String> elsewhere = new ConcurrentHashMap<>();

    /**
     * What a page has.
     *
     * @param links the URLs of its links, each once
     * @param follow whether they may be followed
     */
    record PageContents(
            String title,
            String canonical,
            List<String> links,
            boolean follow,
            List<String> selected) {
        static final PageContents NOTHING = new PageContents("", "", List.of(), false, List.of());
    }

    /**
     * @param css what is selected, or null
     * @throws IllegalArgumentException if that is no selector
     */
    PageReader(@Nullable String css) {
        try {
            selector = css == null ? null : QueryParser.parse(css);
        } catch (RuntimeException wrong) {
            throw new IllegalArgumentException(
                    "'" + css + "' is not a CSS selector: " + wrong.getMessage(), wrong);
        }
    }

    /**
     * Reads a page of HTML.
     *
     * @param xml whether it is written in XML
     */
    PageContents html(String url, PageBody body, @Nullable String type, boolean xml) {
        Charset charset = PageCharset.charsetOf(body.bytes(), body.length(), type);
        byte[] bytes = body.bytes();
        int length = body.length();
        if (!PageCharset.isTransparent(charset)) {
            bytes = new String(bytes, 0, length, charset).getBytes(StandardCharsets.UTF_8);
            length = bytes.length;
            charset = StandardCharsets.UTF_8;
        }
        LinkScanner scanner = new LinkScanner(bytes, length, xml).scan();
        URI self = URI.create(url);
        LinkResolver urls = new LinkResolver(base(self, scanner.base(charset)));
        Set<String> links = new HashSet<>();
        List<String> inOrder = new ArrayList<>();
        String canonical = url(urls, scanner.canonical(charset));
        add(url(urls, scanner.refresh(charset)), links, inOrder);
        ByteSpans spans = scanner.links();
        for (int i = 0; i < spans.size(); i++) {
            add(url(urls, bytes, spans.from(i), spans.to(i), charset), links, inOrder);
        }
        return new PageContents(
                scanner.title(charset),
                canonical == null || canonical.equals(url) ? "" : canonical,
                inOrder,
                !scanner.isNofollow(),
                selected(url, bytes, length, charset, xml));
    }

    /** The URL of a link. Those to other sites are often the same on many pages. */
    private @Nullable String url(
            LinkResolver urls, byte[] bytes, int from, int to, Charset charset) {
        boolean absolute =
                to - from > 8 && bytes[from] == 'h' && bytes[from + 3] == 'p' && to - from < 200;
        if (!absolute) {
            return urls.of(bytes, from, to, charset);
        }
        String href = new String(bytes, from, to - from, charset);
        if (!href.startsWith("http://") && !href.startsWith("https://")) {
            return urls.of(bytes, from, to, charset);
        }
        String known = elsewhere.get(href);
        if (known == null) {
            known = url(urls, HtmlText.decoded(href));
            if (known != null && elsewhere.size() < MOST_ELSEWHERE) {
                elsewhere.put(href, known);
            }
        }
        return known;
    }

    private static void add(@Nullable String link, Set<String> known, List<String> inOrder) {
        if (link != null && known.add(link)) {
            inOrder.add(link);
        }
    }

    private static @Nullable String url(LinkResolver urls, @Nullable String text) {
        return text == null ? null : urls.of(text);
    }

    private static URI base(URI self, @Nullable String said) {
        if (said == null) {
            return self;
        }
        String base = new LinkResolver(self).of(said);
        return base == null ? self : URI.create(base);
    }

    private List<String> selected(
            String url, byte[] bytes, int length, Charset charset, boolean xml) {
        if (selector == null) {
            return List.of();
        }
        String text = new String(bytes, 0, length, charset);
        Parser parser = xml ? Parser.xmlParser() : Parser.htmlParser();
        return Jsoup.parse(text, url, parser).select(selector).eachText();
    }
}
