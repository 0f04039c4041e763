package dev.hocket.testkit.service;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A small file system, to fill up. It is in memory, and unmounted with the test's JVM. */
public final class SmallDisk implements AutoCloseable {
    private static final String HOLD =
            "mkdir \"$2\" && mount -t tmpfs -o size=$1 tmpfs \"$2\" && echo mounted || exit; trap"
                    + " 'umount -l \"$2\"; exit' TERM; while :; do sleep 3600 & wait $!; done";

    private final Service holder;

    private SmallDisk(Service holder) {
        this.holder = holder;
    }

    /**
     * Mounts one; where that is not allowed the test is skipped.
     *
     * @param size as mount writes it: {@code 512k}
     */
    public static SmallDisk mount(String size) throws IOException, InterruptedException {
        UnixAccount.needsRoot("mounting a small file system");
        ServiceRecipe recipe =
                ServiceRecipe.of(
                                "disk",
                                at -> List.of("sh", "-c", HOLD, "sh", size, disk(at).toString()))
                        .as(UnixAccount.current())
                        .readyWhen(Readiness.output("mounted"))
                        .endedBy("TERM", Duration.ofSeconds(5));
        try {
            return new SmallDisk(recipe.start());
        } catch (IllegalStateException refused) {
            return abort("mounting a small file system is refused here: " + refused.getMessage());
        }
    }

    private static Path disk(ServicePlace place) {
        return place.folder().resolve("disk");
    }

    /** Its root. */
    public Path folder() {
        return disk(holder.place());
    }

    /** Changes its size. */
    public void resize(String size) throws IOException, InterruptedException {
        CommandEnd end =
                holder.run(List.of("mount", "-o", "remount,size=" + size, folder().toString()));
        if (end.status() != 0) {
            throw new IOException("cannot resize " + folder() + ": " + end.output());
        }
    }

    /** Unmounts it; what is on it is gone. */
    @Override
    public void close() {
        holder.close();
    }
}
