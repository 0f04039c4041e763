package dev.hocket.testkit.web;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A site of a few good pages among many that are wrong, each in a way of its own. */
public final class HostileSite {
    /** Pages with which all is well, in the end: the last is busy at first. */
    public static final List<String> GOOD =
            List.of("/good", "/etc/passwd", "/loop/1", "/loop/2", "/nul", "/busy");

    /** Pages that have no right answer. */
    public static final List<String> BAD =
            List.of("/head", "/short", "/lengths", "/minus", "/chunk", "/garbage", "/stall");

    /** Pages that do not end, or not soon. */
    public static final List<String> ENDLESS = List.of("/endless", "/drip");

    private static final String HTML = "Content-Type: text/html\n";
    private static final String OK = "HTTP/1.1 200 OK\n" + HTML;

    private HostileSite() {}

    /** Starts it. */
    public static ScriptedServer start() throws IOException {
        Map<String, Boolean> asked = new ConcurrentHashMap<>();
        return ScriptedServer.start((request, wire) -> {
            String path = request.target();
            boolean again = asked.put(path, true) != null;
            if (path.equals("/busy") && !again) {
                wire.answer(503, "Retry-After: 0\n", "");
            } else {
                answer(path, wire);
            }
        });
    }

    private static void answer(String path, ScriptedServer.Reply wire)
            throws IOException, InterruptedException {
        switch (path) {
            case "/" -> wire.answer(200, HTML, firstPage());
            case "/good", "/etc/passwd", "/busy" -> wire.answer(200, HTML, page("good"));
            case "/nul" -> wire.answer(200, HTML + "X-Odd: \u00ff\u00fe\n", "<a\0 href='/good'\0>");
            case "/loop/1" ->
                    wire.answer(200, HTML, page("../loop/2", "/loop/./2", "../../loop/1"));
            case "/loop/2" -> wire.answer(200, HTML, page("/loop/1#x", "1?", "//"));
            case "/klingon" -> wire.answer(200, "Content-Type: text/html; charset=klingon\n", "x");
            case "/nowhere" -> wire.answer(302, "Location: http://[bad\n", "");
            case "/itself" -> wire.answer(302, "Location: /itself\n", "");
            default -> wrong(path, wire);
        }
    }

    private static void wrong(String path, ScriptedServer.Reply wire)
            throws IOException, InterruptedException {
        switch (path) {
            case "/head" -> endless(wire, "HTTP/1.1 200 OK\n", "X-More: and more\n");
            case "/short" -> wire.send(OK + "Content-Length: 1000\n\nshort").end();
            case "/lengths" -> wire.send(OK + "Content-Length: 5\nContent-Length: 6\n\nshort!");
            case "/minus" -> wire.send(OK + "Content-Length: -1\n\n");
            case "/chunk" -> wire.send(OK + "Transfer-Encoding: chunked\n\nzz\n");
            case "/garbage" -> wire.send("\0\1\2 this is not HTTP\n\n");
            case "/stall" -> wire.send(OK + "Content-Length: 1000\n\nand").awaitClient();
            case "/endless" ->
                    endless(wire, OK + "\n", "<a href='/good'>" + "x".repeat(10_000) + "</a>");
            case "/drip" -> drip(wire);
            default -> wire.answer(404, "", "");
        }
    }

    private static void endless(ScriptedServer.Reply wire, String start, String more)
            throws IOException {
        wire.send(start);
        while (true) { // ends when the client goes away
            wire.send(more);
        }
    }

    private static void drip(ScriptedServer.Reply wire) throws IOException, InterruptedException {
        wire.send(OK + "\n");
        while (true) {
            wire.send("x");
            Thread.sleep(20);
        }
    }

    /** The first page: all others, and links that are none. */
    private static String firstPage() {
        List<String> all =
                List.of(
                        "../../../etc/passwd",
                        "/klingon",
                        "/nowhere",
                        "/itself",
                        "/" + "l".repeat(100_000),
                        "javascript:alert(1)",
                        "http://",
                        "http://[::1/",
                        "mailto:a@b",
                        "%zz%",
                        "\u0000",
                        "data:text/html,<a href=/evil>");
        return page(all.toArray(String[]::new))
                + page(GOOD.toArray(String[]::new))
                + page(BAD.toArray(String[]::new))
                + page(ENDLESS.toArray(String[]::new))
                + "<p><a".repeat(100);
    }

    private static String page(String... links) {
        StringBuilder page = new StringBuilder("<title>x</title>");
        for (String link : links) {
            page.append("<a href=\"").append(link).append("\">x</a>\n");
        }
        return page.toString();
    }
}
