package dev.hocket.examples.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.sync.TaskScope;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ChatServerTest {
    private ChatServer server;

    @BeforeEach
    void open() throws IOException {
        server = ChatServer.open(0, Duration.ofMinutes(1));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void whatOneSaysAllInTheRoomHear() throws IOException {
        try (Client ann = Client.named(server, "ann");
                Client bob = Client.named(server, "bob")) {
            ann.expect("* bob has come to lobby");
            ann.say("hello");
            ann.expect("ann: hello");
            bob.expect("ann: hello");
            bob.say("grüß dich \u001b[2J");
            ann.expect("bob: grüß dich [2J");
        }
    }

    @Test
    void roomsAreApart() throws IOException {
        try (Client ann = Client.named(server, "ann");
                Client bob = Client.named(server, "bob")) {
            ann.expect("* bob has come to lobby");
            bob.say("/join den");
            bob.expect("* bob has come to den");
            ann.expect("* bob has gone to den");
            ann.say("anybody here?");
            ann.expect("ann: anybody here?");
            ann.say("/who");
            ann.expect("* in lobby: ann");
            ann.say("/join den");
            bob.expect("* ann has come to den");
            ann.expect("* ann has come to den");
            ann.say("/who");
            ann.expect("* in den: ann, bob");
        }
    }

    @Test
    void wrongWordsAreAnswered() throws IOException {
        try (Client ann = Client.named(server, "ann");
                Client other = Client.stranger(server)) {
            ann.say("/dance");
            ann.expect("* commands are /join ROOM, /who and /quit");
            ann.say("/join the den");
            ann.expect("* a room's name has 1 to 20 letters, digits, - or _: /join ROOM");
            other.say("a b");
            other.expect("* a name has 1 to 20 letters, digits, - or _; another?");
            other.say("ann");
            other.expect("* ann is here already; another name?");
            ann.say("/quit");
            ann.expectTheEnd();
            other.comes("ann");
        }
    }

    @Test
    void oneWhoLeavesOrVanishesIsMissed() throws IOException {
        try (Client ann = Client.named(server, "ann")) {
            try (Client bob = Client.named(server, "bob")) {
                ann.expect("* bob has come to lobby");
                bob.write("half a line");
            }
            ann.expect("* bob has left");
            Client cid = Client.named(server, "cid");
            ann.expect("* cid has come to lobby");
            cid.vanish();
            ann.expect("* cid is gone");
            Client.stranger(server).vanish();
            ann.say("still here");
            ann.expect("ann: still here");
        }
    }

    @Test
    void aLineWithoutEndIsCutOff() throws IOException {
        try (Client ann = Client.named(server, "ann");
                Client bob = Client.named(server, "bob")) {
            ann.expect("* bob has come to lobby");
            bob.write("x".repeat(LineReader.MOST_BYTES));
            bob.write("\n");
            ann.expect("bob: " + "x".repeat(LineReader.MOST_BYTES));
            bob.write("x".repeat(LineReader.MOST_BYTES + 1));
            ann.expect("* bob is cut off for a line of over 1000 bytes");
        }
    }

    /** The fast ones speak and hear in step; so only the one that does not read lags behind. */
    @Test
    void aSlowOneHoldsUpNobodyAndIsCutOff() throws IOException {
        String filler = "x".repeat(900);
        try (Client ann = Client.named(server, "ann");
                Client slow = Client.narrow(server)) {
            slow.say("sam");
            ann.expect("* sam has come to lobby");
            String cutOff = "";
            int lines = 0;
            while (cutOff.isEmpty()) {
                ann.say(filler);
                lines++;
                String heard = String.valueOf(ann.hear());
                if (!heard.startsWith("ann: ")) { // the news may come before the echo
                    cutOff = heard;
                    heard = String.valueOf(ann.hear());
                }
                assertEquals("ann: " + filler, heard);
            }
            assertEquals("* sam was too slow and is cut off", cutOff);
            assertTrue(lines > Member.MOST_BEHIND, "cut off after " + lines + " lines");
        }
    }

    @Test
    void allHearTheSameInTheSameOrder() throws Exception {
        int talkers = 8;
        int lines = 15;
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < talkers; i++) {
            clients.add(Client.named(server, "c" + i));
        }
        List<Future<List<String>>> heard;
        try (TaskScope<List<String>> scope = TaskScope.open()) {
            heard =
                    clients.stream()
                            .map(client -> scope.fork(() -> talk(client, lines, talkers * lines)))
                            .toList();
            scope.join();
        }
        List<String> first = heard.getFirst().resultNow();
        assertEquals(talkers * lines, first.size());
        for (Future<List<String>> other : heard) {
            assertEquals(first, other.resultNow());
        }
        for (Client client : clients) {
            client.close();
        }
    }

    private static List<String> talk(Client client, int lines, int all) throws IOException {
        for (int i = 0; i < lines; i++) {
            client.say("line " + i);
        }
        List<String> heard = new ArrayList<>();
        while (heard.size() < all) {
            String line = String.valueOf(client.hear());
            if (!line.startsWith("*")) {
                heard.add(line);
            }
        }
        return heard;
    }

    @Test
    void closingSaysGoodByeToAll() throws Exception {
        int port = server.port();
        try (Client ann = Client.named(server, "ann");
                Client stranger = Client.stranger(server);
                TaskScope<Object> scope = TaskScope.open()) {
            scope.launch(server::close);
            for (Client client : List.of(ann, stranger)) {
                client.expect("* the server closes, goodbye");
                client.expectTheEnd();
                client.close();
            }
            scope.join();
            assertThrows(ConnectException.class, () -> Client.stranger(server));
            assertEquals(port, server.port());
        }
    }

    @Test
    void oneWhoStaysIsCutOffAtTheEnd() throws Exception {
        ChatServer hasty = ChatServer.open(0, Duration.ofMillis(20));
        try (Client ann = Client.named(hasty, "ann")) {
            hasty.close(); // ann does not hang up
            ann.expect("* the server closes, goodbye");
            assertEndsOrIsReset(ann);
        }
    }

    private static void assertEndsOrIsReset(Client client) {
        try {
            client.expectTheEnd();
        } catch (IOException reset) {
            assertTrue(String.valueOf(reset.getMessage()).contains("reset"), reset::toString);
        }
    }
}
