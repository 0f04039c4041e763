package dev.hocket.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Which servers are trusted on https. Immutable. */
public final class ServerTrust implements Serializable {
    @Serial private static final long serialVersionUID = 1;
    private static final ServerTrust SYSTEM = new ServerTrust(null, false, null);
    private static final ServerTrust ANYONE = new ServerTrust(null, true, null);

    private final @Nullable String file; // a text, as paths do not travel
    private final boolean anyone;
    private final transient @Nullable SSLContext given;

    private ServerTrust(@Nullable String file, boolean anyone, @Nullable SSLContext given) {
        this.file = file;
        this.anyone = anyone;
        this.given = given;
    }

    /** Trusts certificates that are signed by the certificate authorities of the JDK. */
    public static ServerTrust system() {
        return SYSTEM;
    }

    /**
     * Trusts only certificates that are in a file, or are signed by one of these.
     *
     * @param file certificates in PEM, one after the other
     * @throws IOException if the file cannot be read or does not contain a certificate
     */
    public static ServerTrust certificatesIn(Path file) throws IOException {
        if (certificates(file).isEmpty()) {
            throw new IOException(
                    file
                            + ": does not contain a certificate; expected PEM, with lines such as"
                            + " '-----BEGIN CERTIFICATE-----'");
        }
        return new ServerTrust(file.toAbsolutePath().toString(), false, null);
    }

    /** Trusts every server, which protects against no attack. */
    public static ServerTrust anyone() {
        return ANYONE;
    }

    /** Trusts the servers that a context trusts. It cannot be sent to other processes. */
    public static ServerTrust by(SSLContext context) {
        return new ServerTrust(null, false, Objects.requireNonNull(context, "context"));
    }

    @Serial
    private void writeObject(ObjectOutputStream to) throws IOException {
        if (given != null) {
            throw new NotSerializableException(
                    "a TLS context cannot be sent to another process; use"
                            + " ServerTrust.certificatesIn(FILE)");
        }
        to.defaultWriteObject();
    }

    private static Collection<? extends Certificate> certificates(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        } catch (CertificateException bad) {
            throw new IOException(
                    file + ": is not a file of certificates in PEM (" + bad.getMessage() + ")",
                    bad);
        }
    }

    /** The context to connect with. */
    SSLContext context() throws IOException {
        if (given != null) {
            return given;
        }
        try {
            X509ExtendedTrustManager manager =
                    anyone ? new AnyCertificateTrust() : new CertificateExplainer(authorities());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            return context;
        } catch (GeneralSecurityException failed) {
            throw new IOException("TLS cannot be set up: " + failed.getMessage(), failed);
        }
    }

    private X509ExtendedTrustManager authorities() throws IOException, GeneralSecurityException {
        KeyStore store = null;
        if (file != null) {
            store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate each : certificates(Path.of(file))) {
                store.setCertificateEntry("certificate-" + number++, each);
            }
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager each : factory.getTrustManagers()) {
            if (each instanceof X509ExtendedTrustManager manager) {
                return manager;
            }
        }
        throw new IOException(
                "this JDK cannot verify certificates; use one with the security provider"
                        + " 'SunJSSE'");
    }
}
