package dev.hocket.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The network commands against the tools that one would take without them: {@code script/bench
 * network [NAME...]}. Whole processes, in turns, against one server in this process. Exit status 1
 * if a limit is missed.
 */
final class NetworkBench {
    private NetworkBench() {}

    /** A comparison; true if it stays within its limits. */
    interface Side {
        boolean run(int rounds) throws Exception;
    }

    private static Map<String, Side> sides() {
        Map<String, Side> sides = new TreeMap<>();
        sides.put("crawl", CrawlSide::compare);
        sides.put("fetch", FetchSide::compare);
        sides.put("host", HostSide::compare);
        return sides;
    }

    /** Runs the sides named, or all. */
    public static void main(String[] args) throws Exception {
        boolean within = true;
        for (Map.Entry<String, Side> side : sides().entrySet()) {
            if (args.length == 0 || List.of(args).stream().anyMatch(side.getKey()::startsWith)) {
                within &= side.getValue().run(Integer.getInteger("rounds", 7));
            }
        }
        System.exit(within ? 0 : 1);
    }
}
