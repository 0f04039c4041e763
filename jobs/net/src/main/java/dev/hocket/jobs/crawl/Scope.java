package dev.hocket.jobs.crawl;

import java.net.URI;
import java.util.List;

/** How far from its starts a crawl goes. */
public enum Scope {
    /** The folders of the starts, and what is below. */
    PATH {
        @Override
        boolean holds(URI start, String url) {
            return url.startsWith(folder(start));
        }
    },
    /** The hosts and ports of the starts. */
    HOST {
        @Override
        boolean holds(URI start, String url) {
            return url.startsWith("//" + start.getRawAuthority() + "/", url.indexOf(':') + 1);
        }
    },
    /** The hosts of the starts, but for {@code www.}, and the hosts below them. */
    DOMAIN {
        @Override
        boolean holds(URI start, String url) {
            String domain = start.getHost().replaceFirst("^www\\.", "");
            String host = Urls.host(url);
            return host.equals(domain) || host.endsWith("." + domain);
        }
    };

    abstract boolean holds(URI start, String url);

    /** Whether any start has a URL in its scope. */
    boolean holds(List<URI> starts, String url) {
        for (URI start : starts) {
            if (holds(start, url)) {
                return true;
            }
        }
        return false;
    }

    private static String folder(URI start) {
        String text = start.toString();
        int query = text.indexOf('?');
        String whole = query < 0 ? text : text.substring(0, query);
        return whole.substring(0, whole.lastIndexOf('/') + 1);
    }
}
