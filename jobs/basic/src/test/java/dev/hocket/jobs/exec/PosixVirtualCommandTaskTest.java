package dev.hocket.jobs.exec;

import dev.hocket.jobs.exec.process.ChildEnvironment;
import dev.hocket.jobs.exec.process.PosixSpawner;
import dev.hocket.jobs.exec.process.Spawner;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.BeforeAll;

class PosixVirtualCommandTaskTest extends CommandTaskContract {

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
        return Thread.ofVirtual().factory();
    }

    @Override
    boolean isPosix() {
        return true;
    }
}
