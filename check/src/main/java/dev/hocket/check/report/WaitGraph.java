package dev.hocket.check.report;

import dev.hocket.check.Finding;
import dev.hocket.check.WaitEdge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws the wait-for graph of a finding as SVG. An arrow goes from a thread to what it waits for,
 * and from there to the threads that hold it. The first circle found is drawn as a ring on the
 * right; what only leads to it stands in columns to the left, the farther the more steps away.
 */
public final class WaitGraph {
    private static final double ARROW = 40;
    private static final double HEIGHT = 34;
    private static final double GAP_X = 56;
    private static final double GAP_Y = 26;
    private static final double MARGIN = 12;
    private static final int LONGEST_LABEL = 44;

    /** A thread or a resource, and the middle of where it is drawn. */
    private static final class Node {
        final String label;
        final boolean thread;
        final double width;
        final List<Node> next = new ArrayList<>();
        int depth = -1;
        double x;
        double y;

        Node(String label, boolean thread) {
            this.label = ReportPhrases.cut(label, LONGEST_LABEL);
            this.thread = thread;
            this.width = 26 + 7.4 * this.label.length();
        }
    }

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<Node> ring;
    private double right;
    private double bottom;

    private WaitGraph(Finding finding) {
        for (WaitEdge waits : finding.waitsFor()) {
            Node resource =
                    nodes.computeIfAbsent(
                            "r" + resource(waits),
                            key -> new Node(ReportPhrases.printable(resource(waits)), false));
            link(thread(finding, waits.thread()), resource);
            waits.heldBy().forEach(holder -> link(resource, thread(finding, holder)));
        }
        ring = circle();
        place();
    }

    private static String resource(WaitEdge waits) {
        return switch (waits.kind()) {
            case HELD -> waits.resource();
            case THREAD_END -> "the end of " + waits.resource();
            case QUEUED_TASK -> waits.resource() + " (queued)";
            case RUNNING_TASK -> waits.resource() + " (running)";
        };
    }

    /** An SVG element, with a text for those who do not see it. */
    static String svg(Finding finding) {
        return new WaitGraph(finding).draw(finding);
    }

    private Node thread(Finding finding, int number) {
        return nodes.computeIfAbsent(
                "t" + number, key -> new Node(ReportPhrases.name(finding, number), true));
    }

    private static void link(Node from, Node to) {
        if (!from.next.contains(to)) {
            from.next.add(to);
        }
    }

    /** The nodes of one circle in its order, or none. */
    private List<Node> circle() {
        for (Node start : nodes.values()) {
            Map<Node, Node> cameFrom = new HashMap<>();
            Deque<Node> open = new ArrayDeque<>(List.of(start));
            while (!open.isEmpty()) {
                Node node = open.remove();
                for (Node next : node.next) {
                    if (next == start) {
                        return pathTo(node, cameFrom);
                    }
                    if (cameFrom.putIfAbsent(next, node) == null) {
                        open.add(next);
                    }
                }
            }
        }
        return List.of();
    }

    private static List<Node> pathTo(Node end, Map<Node, Node> cameFrom) {
        List<Node> path = new ArrayList<>(List.of(end));
        for (Node before = cameFrom.get(end); before != null; before = cameFrom.get(before)) {
            path.addFirst(before);
        }
        return path;
    }

    private void place() {
        depths();
        int deepest = nodes.values().stream().mapToInt(node -> node.depth).max().orElse(0);
        List<List<Node>> columns = new ArrayList<>();
        for (int depth = deepest; depth >= -1; depth--) {
            int wanted = depth;
            columns.add(
                    nodes.values().stream()
                            .filter(node -> !ring.contains(node) && node.depth == wanted)
                            .toList());
        }
        int longest = columns.stream().mapToInt(List::size).max().orElse(0);
        double radiusY = ring.isEmpty() ? 0 : Math.max(62, ring.size() * HEIGHT / 3.4);
        double middle =
                MARGIN
                        + Math.max(
                                longest * (HEIGHT + GAP_Y) / 2,
                                ring.isEmpty() ? 0 : radiusY + HEIGHT / 2);
        bottom = 2 * middle;
        right = MARGIN;
        columns.forEach(column -> placeColumn(column, middle));
        placeRing(middle, radiusY);
    }

    private void placeColumn(List<Node> column, double middle) {
        double widest = column.stream().mapToDouble(node -> node.width).max().orElse(0);
        double y = middle - (column.size() - 1) * (HEIGHT + GAP_Y) / 2;
        for (Node node : column) {
            node.x = right + widest / 2;
            node.y = y;
            y += HEIGHT + GAP_Y;
        }
        right += column.isEmpty() ? 0 : widest + GAP_X;
    }

    private void placeRing(double middle, double radiusY) {
        if (ring.isEmpty()) {
            right = Math.max(2 * MARGIN, right - GAP_X + MARGIN);
            return;
        }
        double widest = ring.stream().mapToDouble(node -> node.width).max().orElse(0);
        double radiusX =
                Math.max(
                        Math.max(0.75 * widest + 20, ring.size() * widest / 6.5),
                        roomBetween(radiusY));
        for (int i = 0; i < ring.size(); i++) {
            double angle = 2 * Math.PI * i / ring.size() - Math.PI;
            ring.get(i).x = right + widest / 2 + radiusX * (1 + Math.cos(angle));
            ring.get(i).y = middle + radiusY * Math.sin(angle);
        }
        right += 2 * radiusX + widest + MARGIN;
    }

    /** The radius that leaves room for an arrow between neighbours side by side. */
    private double roomBetween(double radiusY) {
        double radius = 0;
        for (int i = 0; i < ring.size(); i++) {
            int j = (i + 1) % ring.size();
            double one = 2 * Math.PI * i / ring.size();
            double other = 2 * Math.PI * j / ring.size();
            double apart = Math.abs(Math.cos(one) - Math.cos(other));
            double above = radiusY * Math.abs(Math.sin(one) - Math.sin(other));
            if (above < 1.5 * HEIGHT && apart > 0.01) {
                double wanted = (ring.get(i).width + ring.get(j).width) / 2 + ARROW;
                radius = Math.max(radius, wanted / apart);
            }
        }
        return radius;
    }

    /** Sets how many arrows lie between each node and the ring, or the end if there is no ring. */
    private void depths() {
        Deque<Node> open = new ArrayDeque<>();
        for (Node node : nodes.values()) {
            if (ring.contains(node) || (ring.isEmpty() && node.next.isEmpty())) {
                node.depth = 0;
                open.add(node);
            }
        }
        while (!open.isEmpty()) {
            Node node = open.remove();
            for (Node before : nodes.values()) {
                if (before.depth < 0 && before.next.contains(node)) {
                    before.depth = node.depth + 1;
                    open.add(before);
                }
            }
        }
    }

    private String draw(Finding finding) {
        StringBuilder svg = new StringBuilder();
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%.0f\""
                                + " height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\">\n",
                        right,
                        bottom,
                        right,
                        bottom));
        svg.append("<title>")
                .append(VerdictHtml.escaped(ReportPhrases.printable(finding.headline())))
                .append("</title>\n<defs>");
        marker(svg, "tip");
        marker(svg, "badtip");
        svg.append("</defs>\n");
        for (Node from : nodes.values()) {
            from.next.forEach(to -> arrow(svg, from, to));
        }
        nodes.values().forEach(node -> box(svg, node));
        return svg.append("</svg>\n").toString();
    }

    private static void marker(StringBuilder svg, String kind) {
        svg.append("<marker id=\"")
                .append(kind)
                .append("\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"9\"")
                .append(" markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">")
                .append("<path class=\"")
                .append(kind)
                .append("\" style=\"stroke: none\" d=\"M0 1 L10 5 L0 9 z\"/></marker>");
    }

    private void arrow(StringBuilder svg, Node from, Node to) {
        int at = ring.indexOf(from);
        boolean inRing = at >= 0 && ring.get((at + 1) % ring.size()) == to;
        // A small bow keeps an arrow and its opposite apart.
        double bow = inRing ? 0.1 : 0;
        double[] aim = bowed(from.x, from.y, to.x, to.y, bow);
        double[] start = inRing ? edge(from, aim[0], aim[1]) : edge(from, to.x, to.y);
        double[] end = inRing ? edge(to, aim[0], aim[1]) : edge(to, from.x, from.y);
        double[] control = bowed(start[0], start[1], end[0], end[1], bow);
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<path%s marker-end=\"url(#%s)\" d=\"M%.1f %.1f Q%.1f %.1f %.1f %.1f\"/>\n",
                        inRing ? " class=\"circle\"" : "",
                        inRing ? "badtip" : "tip",
                        start[0],
                        start[1],
                        control[0],
                        control[1],
                        end[0],
                        end[1]));
    }

    /** The middle between two points, moved to the side by a share of their distance. */
    private static double[] bowed(double x1, double y1, double x2, double y2, double bow) {
        return new double[] {(x1 + x2) / 2 + bow * (y2 - y1), (y1 + y2) / 2 - bow * (x2 - x1)};
    }

    /** Where the line from the middle of a node to a point leaves the node's box. */
    private static double[] edge(Node node, double x, double y) {
        double dx = x - node.x;
        double dy = y - node.y;
        double scale =
                Math.min(
                        (node.width / 2 + 2) / Math.max(1e-9, Math.abs(dx)),
                        (HEIGHT / 2 + 2) / Math.max(1e-9, Math.abs(dy)));
        return new double[] {node.x + dx * scale, node.y + dy * scale};
    }

    private static void box(StringBuilder svg, Node node) {
        String kind = node.thread ? "thread" : node.next.isEmpty() ? "thing nobody" : "thing";
        svg.append(
                        String.format(
                                Locale.ROOT,
                                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\""
                                        + " height=\"%.0f\" rx=\"%d\"/>",
                                kind,
                                node.x - node.width / 2,
                                node.y - HEIGHT / 2,
                                node.width,
                                HEIGHT,
                                node.thread ? 17 : 4))
                .append(
                        String.format(
                                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">", node.x, node.y + 4.5))
                .append(VerdictHtml.escaped(node.label))
                .append("</text>\n");
    }
}
