package dev.hocket.examples.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The members of each room. One lock for all; nothing waits under it, because sending a line only
 * puts it into a queue. So all members of a room see the same lines in the same order.
 */
final class Rooms {
    static final String LOBBY = "lobby";

    private static final int MOST_MEMBERS = 1_000;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-]{1,20}");

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Member> connected = new LinkedHashSet<>();
    private final Map<String, Member> named = new HashMap<>();
    private boolean closed;

    /** Adds a new client; false if there are too many, or the server closes. */
    boolean connect(Member member) {
        lock.lock();
        try {
            return !closed && connected.size() < MOST_MEMBERS && connected.add(member);
        } finally {
            lock.unlock();
        }
    }

    /** Names a member and moves it into the lobby; returns the reason if that is refused. */
    @Nullable String name(Member member, String name) {
        if (!NAME.matcher(name).matches()) {
            return "a name has 1 to 20 letters, digits, - or _; another?";
        }
        return locked(slow -> {
            if (named.putIfAbsent(name, member) != null) {
                return name + " is here already; another name?";
            }
            member.name = name;
            member.room = LOBBY;
            tellRoom(LOBBY, "* " + name + " has come to " + LOBBY, slow);
            return null;
        });
    }

    /** Sends a line of a member to all in its room, including itself. */
    void say(Member member, String text) {
        locked(slow -> {
            tellRoom(member.room, member.name + ": " + text, slow);
            return null;
        });
    }

    /** Moves a member to another room; returns the reason if that is refused. */
    @Nullable String move(Member member, String room) {
        if (!NAME.matcher(room).matches()) {
            return "a room's name has 1 to 20 letters, digits, - or _: /join ROOM";
        }
        return locked(slow -> {
            String left = member.room;
            member.room = room;
            tellRoom(left, "* " + member.name + " has gone to " + room, slow);
            tellRoom(room, "* " + member.name + " has come to " + room, slow);
            return null;
        });
    }

    /** The members of the member's room. */
    String who(Member member) {
        lock.lock();
        try {
            return "* in " + member.room + ": " + namesIn(member.room);
        } finally {
            lock.unlock();
        }
    }

    private String namesIn(String room) {
        return named.values().stream()
                .filter(other -> other.room.equals(room))
                .map(other -> String.valueOf(other.name))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Removes a member, and tells its room why. */
    void leave(Member member, String why) {
        locked(slow -> {
            connected.remove(member);
            String name = member.name;
            if (name != null) {
                named.remove(name);
                tellRoom(member.room, "* " + name + " " + why, slow);
            }
            return null;
        });
    }

    /** Accepts no more members, and says goodbye to the present ones. */
    void close() {
        lock.lock();
        try {
            closed = true;
            for (Member member : connected) {
                member.tell("* the server closes, goodbye");
                member.finish();
            }
        } finally {
            lock.unlock();
        }
    }

    private void tellRoom(String room, String line, List<Member> slow) {
        for (Member member : named.values()) {
            if (member.room.equals(room) && !member.tell(line)) {
                slow.add(member);
            }
        }
    }

    private interface Change {
        @Nullable String make(List<Member> slow);
    }

    /** Makes a change under the lock, and then cuts off members that lag too far behind. */
    private @Nullable String locked(Change change) {
        List<Member> slow = new ArrayList<>();
        String answer;
        lock.lock();
        try {
            answer = change.make(slow);
        } finally {
            lock.unlock();
        }
        slow.forEach(Member::cutOff);
        return answer;
    }
}
