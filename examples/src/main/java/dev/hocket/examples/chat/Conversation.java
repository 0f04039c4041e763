package dev.hocket.examples.chat;

import dev.hocket.sync.TaskScope;
import dev.hocket.sync.Until;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The connection of one client: this thread reads its lines, another writes lines to it. */
final class Conversation {
    private final Rooms rooms;
    private final Socket socket;
    private final Member member;
    private boolean named;

    Conversation(Rooms rooms, Socket socket) {
        this.rooms = rooms;
        this.socket = socket;
        this.member = new Member(socket);
    }

    /** Runs until the client leaves, vanishes or is cut off, or the server closes. */
    void hold(Duration lastWords) throws IOException, InterruptedException {
        try (socket;
                TaskScope<Object> scope = TaskScope.open(Until.ALL_DONE)) {
            scope.launch(member::write);
            if (rooms.connect(member)) {
                member.tell("* who are you?");
                String why = "is gone";
                try {
                    why = untilItEnds();
                } finally {
                    rooms.leave(member, why);
                }
            } else {
                member.tell("* no room for one more, come again later");
            }
            member.finish();
            scope.join(lastWords);
        } catch (ExecutionException | TimeoutException impossible) {
            throw new IllegalStateException(impossible); // this scope has neither
        }
    }

    /** Reads lines until there are no more; returns what to tell the others. */
    private String untilItEnds() {
        try {
            LineReader lines = new LineReader(socket.getInputStream());
            String line;
            while ((line = lines.next()) != null) {
                if (line.equals("/quit")) {
                    return "has left";
                }
                heard(line);
            }
            return "has left";
        } catch (SocketException gone) {
            return member.wasTooSlow() ? "was too slow and is cut off" : "is gone";
        } catch (IOException refused) {
            return "is cut off for " + refused.getMessage();
        }
    }

    private void heard(String line) {
        if (line.isBlank()) {
            return;
        }
        @Nullable String answer = null;
        if (!named) {
            answer = rooms.name(member, line.strip());
            named = answer == null;
        } else if (line.startsWith("/join ")) {
            answer = rooms.move(member, line.substring("/join ".length()).strip());
        } else if (line.equals("/who")) {
            member.tell(rooms.who(member));
        } else if (line.startsWith("/")) {
            answer = "commands are /join ROOM, /who and /quit";
        } else {
            rooms.say(member, line);
        }
        if (answer != null) {
            member.tell("* " + answer);
        }
    }
}
