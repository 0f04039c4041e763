package dev.hocket.jobs.exec;

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
