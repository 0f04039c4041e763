package dev.hocket.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.testkit.web.ScriptedServer;
import dev.hocket.testkit.web.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies, as the environment names them and as they are asked. */
@Timeout(60)
class ProxySettingsTest {
    private static String proxy(Map<String, String> environment, String url) {
        return String.valueOf(ProxySettings.of(environment).proxyFor(URI.create(url)));
    }

    @Test
    void namesAreReadAsCurlDoes() {
        Map<String, String> both = Map.of("http_proxy", "p:3128", "HTTPS_PROXY", "http://q:1/");
        assertEquals("http://p:3128/", proxy(both, "http://h/"));
        assertEquals("http://q:1/", proxy(both, "https://h/"));
        assertEquals("null", proxy(Map.of("HTTP_PROXY", "p"), "http://h/"));
        assertEquals("http://a/", proxy(Map.of("ALL_PROXY", "a"), "https://h/"));
        assertEquals("null", proxy(Map.of("http_proxy", " "), "http://h/"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "*;http://h/;true",
                "h;http://h/;true",
                "H;http://h/;true",
                ".example.org;http://www.example.org/;true",
                "example.org;http://www.example.org/;true",
                "*.example.org;http://www.example.org/;true",
                "example.org;http://example.org/;true",
                "example.org;http://badexample.org/;false",
                "a,b c;http://c/;true",
                "h:80;http://h/;true",
                "h:81;http://h/;false",
                "h:443;https://h/;true",
                "127.0.0.0/8;http://127.1.2.3/;true",
                "127.0.0.0/8;http://128.1.2.3/;false",
                "10.0.0.0/9;http://10.128.0.1/;false",
                "::1;http://[::1]/;true",
                "fd00::/8;http://[fd12::1]/;true",
                "fd00::/8;http://[fe80::1]/;false",
                "127.0.0.0/8;http://localhost/;false",
                "1/x;http://h/;false"
            })
    void someHostsAreAskedDirectly(String rule, String url, boolean direct) {
        Map<String, String> all = Map.of("all_proxy", "http://p/", "no_proxy", rule);
        assertEquals(direct ? "null" : "http://p/", proxy(all, url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://me:s3cret@p:1", "ftp://p", "http://", "http://p:port/"})
    void otherProxiesAreRefused(String value) {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> ProxySettings.of(Map.of("http_proxy", value)));
        assertTrue(refused.toString().contains("http_proxy"), refused.toString());
        assertFalse(refused.toString().contains("s3cret"), refused.toString());
    }

    /** The name of the server need not be known here. */
    @Test
    void aProxyIsAskedForTheWholeUrl() throws Exception {
        try (ScriptedServer proxy =
                ScriptedServer.start((asked, wire) -> wire.answer(200, "", "by proxy"))) {
            Map<String, String> environment =
                    Map.of("http_proxy", "http://me:s3cret@localhost:" + proxy.port());
            ClientSettings settings =
                    ClientSettings.defaults().withProxies(ProxySettings.of(environment));
            try (Client client = Client.open(settings);
                    Response response =
                            client.exchange(
                                    Request.get(URI.create("http://somewhere.invalid:81/a?b")))) {
                assertEquals(
                        "by proxy",
                        new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
            }
            ScriptedServer.ReceivedRequest asked = proxy.asked().getFirst();
            assertEquals("http://somewhere.invalid:81/a?b", asked.target());
            assertEquals("somewhere.invalid:81", asked.headers().get("host"));
            assertEquals("Basic bWU6czNjcmV0", asked.headers().get("proxy-authorization"));
            assertNull(asked.headers().get("authorization"));
        }
    }

    @Test
    void aProxyThatIsNotThereIsNamed() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ProxySettings proxies = ProxySettings.of(Map.of("http_proxy", "localhost:" + port));
        try (Client client = Client.open(ClientSettings.defaults().withProxies(proxies))) {
            HttpException failed =
                    assertThrows(
                            HttpException.class,
                            () -> client.exchange(Request.get(URI.create("http://h.invalid/"))));
            assertTrue(failed.toString().contains("the proxy localhost:" + port));
        }
    }

    @Test
    void aProxyMakesATunnelForTls() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (ScriptedServer server =
                        ScriptedServer.start(
                                TestCertificates.forLocalhost(),
                                (request, wire) -> wire.answer(200, "", "secure"));
                ServerSocket proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> tunnel(proxy, asked));
            ProxySettings proxies =
                    ProxySettings.of(Map.of("https_proxy", "localhost:" + proxy.getLocalPort()));
            ClientSettings settings =
                    ClientSettings.defaults()
                            .withTls(TestCertificates.forLocalhost())
                            .withProxies(proxies);
            try (Client client = Client.open(settings);
                    Response response = client.exchange(Request.get(server.at("/a")))) {
                assertEquals(
                        "secure",
                        new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
            }
            String head = asked.getFirst().toLowerCase(java.util.Locale.ROOT);
            assertTrue(head.startsWith("connect localhost:" + server.port()), head);
            assertNull(server.asked().getFirst().headers().get("proxy-authorization"));
        }
    }

    private static void tunnel(ServerSocket proxy, List<String> asked) {
        try (Socket client = proxy.accept()) {
            StringBuilder head = new StringBuilder();
            InputStream in = client.getInputStream();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) in.read());
            }
            asked.add(head.toString());
            String authority = head.toString().split(" ", 3)[1];
            int port = Integer.parseInt(authority.substring(authority.indexOf(':') + 1));
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                client.getOutputStream()
                        .write("HTTP/1.1 200 Yes\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                Thread back =
                        Thread.ofVirtual()
                                .start(() -> {
                                    try {
                                        server.getInputStream()
                                                .transferTo(client.getOutputStream());
                                    } catch (IOException ended) {
                                        // the client has what it wanted
                                    }
                                });
                in.transferTo(server.getOutputStream());
                back.join();
            }
        } catch (IOException | InterruptedException ended) {
            // the client has what it wanted
        }
    }
}
