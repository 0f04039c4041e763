package dev.hocket.check.hooks;

import dev.hocket.check.schedule.ControlProblems;
import dev.hocket.check.schedule.Fiber;
import dev.hocket.check.schedule.HookSite;
import dev.hocket.check.schedule.ThreadModel;
import dev.hocket.check.schedule.TypeNames;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What woven code calls where it asks for the time, or for something that no schedule decides.
 * Public only because the test's classes must reach it; not to be called by hand.
 */
public final class OutsideHooks {
    /** The virtual year starts in 2025. */
    private static final long EPOCH_MILLIS = 1_735_689_600_000L;

    private static final int MOST_NOTES = 5;

    private static final Set<String> RANDOM =
            Set.of(
                    "java/lang/Math.random",
                    "java/util/Random.<init>",
                    "java/util/Collections.shuffle",
                    "java/util/concurrent/ThreadLocalRandom.current",
                    "java/util/SplittableRandom.<init>",
                    "java/lang/StrictMath.random");
    private static final Set<String> OUTSIDE =
            Set.of(
                    "java/util/UUID.randomUUID",
                    "java/security/SecureRandom.<init>",
                    "java/lang/System.identityHashCode",
                    "java/lang/Object.hashCode",
                    "java/lang/ProcessBuilder.start",
                    "java/lang/Runtime.exec",
                    "java/lang/Runtime.freeMemory",
                    "java/lang/Runtime.totalMemory",
                    "java/io/FileInputStream.<init>",
                    "java/io/FileOutputStream.<init>",
                    "java/io/FileReader.<init>",
                    "java/io/FileWriter.<init>",
                    "java/io/RandomAccessFile.<init>",
                    "java/net/Socket.<init>",
                    "java/net/ServerSocket.accept",
                    "java/net/DatagramSocket.<init>",
                    "java/net/http/HttpClient.send",
                    "java/net/http/HttpClient.sendAsync",
                    "java/nio/channels/SocketChannel.open",
                    "java/nio/channels/ServerSocketChannel.accept",
                    "java/nio/channels/FileChannel.open",
                    "java/nio/channels/Selector.select");

    /** What a file object does without looking at the file. */
    private static final Set<String> OF_PATHS =
            Set.of(
                    "<init>",
                    "getName",
                    "getParent",
                    "getParentFile",
                    "getPath",
                    "isAbsolute",
                    "getAbsolutePath",
                    "getAbsoluteFile",
                    "toURI",
                    "toPath",
                    "compareTo",
                    "equals",
                    "hashCode",
                    "toString");

    /** What the garbage collector decides, whose times are not tried. */
    private static final Set<String> COLLECTED =
            Set.of(
                    "java/lang/ref/WeakReference.<init>",
                    "java/lang/ref/SoftReference.<init>",
                    "java/lang/ref/PhantomReference.<init>",
                    "java/lang/ref/Cleaner.register",
                    "java/util/WeakHashMap.<init>");

    private static final Set<Integer> SEEN = ConcurrentHashMap.newKeySet();

    private OutsideHooks() {}

    /** Whether a call of that method leads out of control, or to random numbers. */
    public static boolean wants(String owner, String name, String type) {
        String method = owner + "." + name;
        boolean seeded =
                name.equals("<init>") && owner.startsWith("java/util/") && !type.equals("()V");
        boolean given = name.equals("shuffle") && !type.equals("(Ljava/util/List;)V");
        return !seeded
                && !given
                && (RANDOM.contains(method)
                        || OUTSIDE.contains(method)
                        || owner.equals("java/nio/file/Files")
                        || (owner.equals("java/io/File") && !OF_PATHS.contains(name)));
    }

    /** Whether a method makes something that the garbage collector may clear at any time. */
    public static boolean isCollected(String owner, String name) {
        return COLLECTED.contains(owner + "." + name);
    }

    /** Before that method is called. */
    public static void collected() {
        Fiber fiber = ControlHooks.fiber();
        if (fiber != null) {
            fiber.scheduler.leavesSomethingOut();
        }
    }

    /** Before a method is called that leads out of control. */
    public static void outside(int site) {
        Fiber fiber = ControlHooks.fiber();
        if (fiber != null && SEEN.size() < MOST_NOTES && SEEN.add(site)) {
            HookSite place = HookSite.of(site);
            String type = TypeNames.simple(place.owner);
            boolean made = place.name.equals("<init>");
            String call = made ? "new " + type + "()" : type + "." + place.name + "()";
            ControlProblems.add(
                    RANDOM.contains(place.owner.replace('.', '/') + "." + place.name)
                            ? place.location()
                                    + " draws random numbers, which are the same in every schedule:"
                                    + " "
                                    + call
                                    + "."
                            : place.location() + " leads out of control: " + call + ".");
        }
    }

    /** Instead of {@link System#exit}, with which all schedules would end. */
    public static void exit(int status) {
        if (ControlHooks.fiber() == null) {
            System.exit(status);
        }
        throw new IllegalStateException(
                "The test calls System.exit("
                        + status
                        + "), which would end the JVM. Return from it, or throw.");
    }

    /** Instead of {@link System#nanoTime}. */
    public static long nanoTime() {
        Fiber fiber = ControlHooks.fiber();
        return fiber == null
                ? System.nanoTime()
                : ThreadModel.read(ControlHooks.scheduler(), fiber);
    }

    /** Instead of {@link System#currentTimeMillis}. */
    public static long currentTimeMillis() {
        Fiber fiber = ControlHooks.fiber();
        return fiber == null ? System.currentTimeMillis() : millis(fiber);
    }

    private static long millis(Fiber fiber) {
        return EPOCH_MILLIS + ThreadModel.read(ControlHooks.scheduler(), fiber) / 1_000_000;
    }

    /**
     * Instead of the JDK's inner clock, which gives the nanoseconds since so many seconds of the
     * epoch: -1 where it does not apply.
     */
    public static long sinceSeconds(long seconds) {
        Fiber fiber = ControlHooks.fiber();
        if (fiber == null) {
            return -1;
        }
        long now = ThreadModel.read(ControlHooks.scheduler(), fiber);
        return (EPOCH_MILLIS / 1_000 - seconds) * 1_000_000_000 + now;
    }
}
