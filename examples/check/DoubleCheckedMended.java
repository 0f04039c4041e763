/** The field is volatile: a thread that sees the object sees its contents. */
public class DoubleCheckedMended {
    static class Settings {
        String name = "default";
    }

    static volatile Settings settings;

    static Settings settings() {
        if (settings == null) {
            synchronized (DoubleCheckedMended.class) {
                if (settings == null) {
                    settings = new Settings();
                }
            }
        }
        return settings;
    }

    public static void main(String[] args) throws InterruptedException {
        Thread a = new Thread(() -> settings().name.length(), "a");
        Thread b = new Thread(() -> settings().name.length(), "b");
        a.start();
        b.start();
        a.join();
        b.join();
    }
}
