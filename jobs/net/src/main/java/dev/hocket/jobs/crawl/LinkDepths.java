package dev.hocket.jobs.crawl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which links are few enough steps away from the start, where there is a bound. A page may be found
 * by a long way first, and by a shorter one later; then what lies behind it comes nearer as well.
 * So the links of all pages are kept here. Safe for use by several threads.
 */
final class LinkDepths {
    private final int most;
    private final Map<String, Node> nodes = new HashMap<>();

    /** A URL that was found. */
    private static final class Node {
        final CrawlLink link;
        int depth;

        /** What it leads to, when it has been looked at. */
        @Nullable List<Node> leads;

        boolean redirects;

        Node(CrawlLink link, int depth) {
            this.link = link;
            this.depth = depth;
        }
    }

    LinkDepths(int most) {
        this.most = most;
    }

    /** The links that a page brings within reach: its own, and those of pages that come nearer. */
    synchronized List<CrawlLink> reached(CrawlLink page, boolean redirects, List<CrawlLink> found) {
        Node node = nodes.computeIfAbsent(page.url(), _ -> new Node(page, page.depth()));
        node.depth = Math.min(node.depth, page.depth());
        node.redirects = redirects;
        List<CrawlLink> reached = new ArrayList<>();
        List<Node> leads = new ArrayList<>(found.size());
        for (CrawlLink each : found) {
            leads.add(nodes.computeIfAbsent(each.url(), _ -> new Node(each, Integer.MAX_VALUE)));
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
                reached.add(to.link.from(from.link.url(), depth));
            }
            to.depth = depth;
            nearer.add(to);
        }
    }
}
