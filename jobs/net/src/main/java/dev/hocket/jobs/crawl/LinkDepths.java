package dev.hocket.jobs.crawl;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which links are few enough steps away from the start, where there is a bound. A page may be found
 * by a long way first, and by a shorter one later; then what lies behind it comes nearer, too. So
 * the links of all pages are kept here. Safe for use by several threads.
 */
final class LinkDepths {
    private final int most;
    private final Map<String, Node> nodes = new HashMap<>();

    /** A URL that was found. */
    private static final class Node {
        final String url;
        int depth;

        /** What it leads to, when it has been looked at. */
        @Nullable List<Node> leads;

        boolean redirects;
        int hops;

        Node(String url, int depth) {
            this.url = url;
            this.depth = depth;
        }
    }

    LinkDepths(int most) {
        this.most = most;
    }

    /** The links that a page brings within reach: its own, and those of pages that come nearer. */
    synchronized List<CrawlLink> reached(CrawlLink link, boolean redirects, List<String> urls) {
        Node node = nodes.computeIfAbsent(link.url(), url -> new Node(url, link.depth()));
        node.depth = Math.min(node.depth, link.depth());
        node.redirects = redirects;
        node.hops = node.redirects ? link.hops() + 1 : 0;
        List<CrawlLink> reached = new ArrayList<>();
        List<Node> leads = new ArrayList<>(urls.size());
        for (String url : urls) {
            leads.add(nodes.computeIfAbsent(url, each -> new Node(each, Integer.MAX_VALUE)));
        }
        node.leads = leads;
        ArrayDeque<Node> nearer = new ArrayDeque<>(List.of(node));
        for (Node next = nearer.poll(); next != null; next = nearer.poll()) {
            pass(next, nearer, reached);
        }
        return reached;
    }

    private void pass(Node from, ArrayDeque<Node> nearer, List<CrawlLink> reached) {
        List<Node> leads = from.leads;
        int depth = from.redirects ? from.depth : from.depth + 1;
        if (leads == null || depth > most) {
            return;
        }
        for (Node to : leads) {
            if (depth >= to.depth) {
                continue;
            }
            if (to.depth == Integer.MAX_VALUE) {
                reached.add(new CrawlLink(to.url, depth, from.hops, from.url));
            }
            to.depth = depth;
            nearer.add(to);
        }
    }
}
