package dev.hocket.jobs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hocket.jobs.exec.process.ChildEnvironment;
import dev.hocket.jobs.exec.process.PosixSpawner;
import dev.hocket.jobs.exec.process.SignalNumbers;
import dev.hocket.jobs.exec.process.Spawner;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PosixCommandTaskTest extends CommandTaskContract {

    @BeforeAll
    static void checkSystem() {
        ShellTools.assumePosixSpawner();
    }

    @Override
    Spawner spawner(ChildEnvironment environment) {
        return new PosixSpawner(environment);
    }

    @Override
    ThreadFactory threads() {
        return Thread.ofPlatform().factory();
    }

    @Override
    boolean isPosix() {
        return true;
    }

    @Test
    void eachCommandLeadsAGroupOfItsOwn() throws Exception {
        try (CommandResult result = run(task("echo $$; cut -d' ' -f5 {}"), "/proc/self/stat")) {
            List<String> lines = result.stdout().text().lines().toList();
            assertEquals(lines.get(0), lines.get(1));
        }
    }

    @Test
    void noSignalIsBlockedAndABrokenPipeEndsACommand() throws Exception {
        try (CommandResult result = run(task("grep -E '^Sig(Blk|Ign)'"), "/proc/self/status")) {
            List<String> lines = result.stdout().text().lines().toList();
            assertEquals("SigBlk:\t0000000000000000", lines.get(0));
            long ignored = Long.parseUnsignedLong(lines.get(1).substring(8), 16);
            assertEquals(0, ignored >> (SignalNumbers.PIPE - 1) & 1);
        }
    }
}
