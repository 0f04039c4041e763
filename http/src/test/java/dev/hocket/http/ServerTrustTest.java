package dev.hocket.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.testkit.web.ScriptedServer;
import dev.hocket.testkit.web.TestCertificates;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers whose certificates no authority vouches for. */
@Timeout(60)
class ServerTrustTest {
    @TempDir private Path folder;
    private ScriptedServer server;

    @BeforeEach
    void start() throws Exception {
        server =
                ScriptedServer.start(
                        TestCertificates.forLocalhost(),
                        (asked, wire) -> wire.answer(200, "", "hello"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private String get(ServerTrust trust, URI uri) throws Exception {
        try (Client client = Client.open(ClientSettings.defaults().withTrust(trust));
                Response response = client.exchange(Request.get(uri))) {
            return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpException refused(ServerTrust trust, URI uri) {
        HttpException failed = assertThrows(HttpException.class, () -> get(trust, uri));
        assertEquals(HttpException.Reason.TLS, failed.reason());
        assertFalse(failed.toString().contains("PKIX"), failed.toString());
        return failed;
    }

    @Test
    void aSelfSignedCertificateIsRefusedWithTheReasonAndTheRemedy() {
        String said = refused(ServerTrust.system(), server.at("/")).toString();
        assertTrue(
                said.contains("no secure connection to localhost: its certificate is self-signed"),
                said);
        assertTrue(said.contains("--cacert") && said.contains("--insecure"), said);
    }

    @Test
    void itsOwnCertificateInAFileIsTrusted() throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), TestCertificates.pem());
        assertEquals("hello", get(ServerTrust.certificatesIn(file), server.at("/")));
        URI other = URI.create(server.text("/").replace("localhost", "127.0.0.1"));
        String said = refused(ServerTrust.certificatesIn(file), other).toString();
        assertTrue(said.contains("its certificate is for 'localhost'"), said);
    }

    @Test
    void anyoneIsTrustedIfAskedTo() throws Exception {
        URI other = URI.create(server.text("/").replace("localhost", "127.0.0.1"));
        assertEquals("hello", get(ServerTrust.anyone(), server.at("/")));
        assertEquals("hello", get(ServerTrust.anyone(), other));
    }

    @Test
    void aFileWithoutCertificatesIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), "no certificate\n");
        IOException refused =
                assertThrows(IOException.class, () -> ServerTrust.certificatesIn(file));
        assertTrue(refused.toString().contains("ca.pem"), refused.toString());
    }

    @Test
    void settingsTravel() throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), TestCertificates.pem());
        ClientSettings settings =
                ClientSettings.defaults()
                        .withTrust(ServerTrust.certificatesIn(file))
                        .withRedirects(3);
        ClientSettings there = copy(settings);
        assertEquals(3, there.redirects());
        assertEquals("hello", get(there.trust(), server.at("/")));
        ClientSettings bound = settings.withTls(TestCertificates.forLocalhost());
        assertThrows(NotSerializableException.class, () -> copy(bound));
    }

    private static ClientSettings copy(ClientSettings settings) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(settings);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (ClientSettings) in.readObject();
        }
    }
}
