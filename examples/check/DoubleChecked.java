/**
 * Double-checked locking over a plain field: the second thread may see the object, but not its
 * contents. (Bacon and others, "The Double-Checked Locking is Broken Declaration", 2000.)
 */
public class DoubleChecked {
    static class Settings {
        String name = "default";
    }

    static Settings settings;

    static Settings settings() {
        if (settings == null) {
            synchronized (DoubleChecked.class) {
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
