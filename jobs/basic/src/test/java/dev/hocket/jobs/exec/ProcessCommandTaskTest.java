package dev.hocket.jobs.exec;

import dev.hocket.jobs.exec.process.ChildEnvironment;
import dev.hocket.jobs.exec.process.ProcessSpawner;
import dev.hocket.jobs.exec.process.Spawner;
import java.util.concurrent.ThreadFactory;

class ProcessCommandTaskTest extends CommandTaskContract {

    @Override
    Spawner spawner(ChildEnvironment environment) {
        return new ProcessSpawner(environment);
    }

    @Override
    ThreadFactory threads() {
        return Thread.ofPlatform().factory();
    }

    @Override
    boolean isPosix() {
        return false;
    }
}
