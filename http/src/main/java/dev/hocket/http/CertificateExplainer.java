package dev.hocket.http;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.security.auth.x500.X500Principal;

/** Checks certificates as another manager does, and says of those it refuses what is wrong. */
final class CertificateExplainer extends X509ExtendedTrustManager {
    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=((?:[^,\\\\]|\\\\.)*)");

    private final X509ExtendedTrustManager checks;

    CertificateExplainer(X509ExtendedTrustManager checks) {
        this.checks = checks;
    }

    private interface Check {
        void run() throws CertificateException;
    }

    private static void explained(X509Certificate[] chain, Check check)
            throws CertificateException {
        try {
            check.run();
        } catch (CertificateException refused) {
            throw new CertificateException(why(chain, refused), refused);
        }
    }

    /** What is wrong with the first certificate of a chain. */
    static String why(X509Certificate[] chain, CertificateException refused) {
        if (chain.length == 0) {
            return "it presents no certificate";
        }
        X509Certificate own = chain[0];
        try {
            own.checkValidity();
        } catch (CertificateExpiredException expired) {
            return "its certificate expired on " + day(own.getNotAfter());
        } catch (CertificateNotYetValidException early) {
            return "its certificate is valid only from " + day(own.getNotBefore()) + " on";
        }
        if (isAboutNames(refused)) {
            return "its certificate is for '"
                    + name(own.getSubjectX500Principal())
                    + "' and not for this host ("
                    + refused.getMessage()
                    + ")";
        }
        if (own.getSubjectX500Principal().equals(own.getIssuerX500Principal())) {
            return "its certificate is self-signed";
        }
        X500Principal issuer = chain[chain.length - 1].getIssuerX500Principal();
        return "its certificate is issued by '" + name(issuer) + "', which is not trusted here";
    }

    /** The JDK throws the exception itself, without a cause, where names do not match. */
    private static boolean isAboutNames(CertificateException refused) {
        String message = refused.getMessage();
        return refused.getCause() == null
                && message != null
                && (message.startsWith("No subject alternative")
                        || message.startsWith("No name matching"));
    }

    private static String day(Date date) {
        return date.toInstant().atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String name(X500Principal principal) {
        String whole = principal.getName();
        Matcher common = COMMON_NAME.matcher(whole);
        return HttpFailures.printable(common.find() ? common.group(1) : whole);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        explained(chain, () -> checks.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        explained(chain, () -> checks.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        explained(chain, () -> checks.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        checks.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        checks.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        checks.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return checks.getAcceptedIssuers();
    }
}
