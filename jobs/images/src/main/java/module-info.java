/** The {@code images} job: pictures decoded, fitted to a width and written as JPEG. */
// TwelveMonkeys' jars name their modules in the manifest only, which javac reports as a risk.
@SuppressWarnings("requires-automatic")
module dev.hocket.jobs.images {
    requires transitive dev.hocket;
    requires static transitive org.jspecify;
    requires java.desktop;
    requires com.twelvemonkeys.imageio.core;
    requires com.twelvemonkeys.imageio.tiff;
    requires com.twelvemonkeys.imageio.webp;

    exports dev.hocket.jobs.images;
}
