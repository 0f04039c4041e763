package dev.hocket.site;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * The files below a folder. A path is followed to the file that it really names, through links, and
 * only if that lies within the folder is it served; names with {@code ..} are refused before.
 *
 * <p>Small files stay in memory ({@link SmallFileCache}). Each request still asks the file system
 * once whether the path names the same file in the same state, so that no old content is served,
 * and no other file than the one that was found to lie within the folder.
 */
final class FolderContent implements SiteContent {
    private static final String INDEX = "index.html";
    private final Path root;
    private final boolean hidden;
    private final SmallFileCache small = new SmallFileCache();

    /**
     * @param root an existing folder
     * @param hidden whether names that begin with a dot are served, too
     */
    FolderContent(Path root, boolean hidden) throws IOException {
        this.root = root.toRealPath();
        this.hidden = hidden;
    }

    @Override
    public Reply reply(SiteRequest request) throws IOException {
        String path = request.path();
        Reply known = small.find(path);
        if (known != null) {
            return known;
        }
        try {
            TargetPath target = TargetPath.of(path);
            if (target == null || (!hidden && target.hidden())) {
                return missing();
            }
            return find(request, path, target);
        } catch (RefusedRequestException refused) {
            return Reply.error(refused.status(), refused.why());
        } catch (InvalidPathException | NoSuchFileException none) {
            return missing();
        }
    }

    private Reply find(SiteRequest request, String path, TargetPath target) throws IOException {
        Path file = root;
        for (String name : target.names()) {
            file = file.resolve(name);
        }
        Path real = within(file);
        if (real == null) {
            return missing();
        }
        BasicFileAttributes facts = facts(real);
        if (!facts.isDirectory()) {
            return target.folder() ? missing() : file(path, file, real, facts);
        }
        if (!target.folder()) {
            String query = request.query();
            String name = "/" + path.replaceFirst("^/+", "") + "/";
            return Reply.redirect(301, query.isEmpty() ? name : name + "?" + query);
        }
        Path index = within(file.resolve(INDEX));
        if (index != null && Files.isRegularFile(index)) {
            return file(path, file.resolve(INDEX), index, facts(index));
        }
        return FolderListing.of(real, target, hidden);
    }

    private Reply file(String key, Path asked, Path real, BasicFileAttributes facts)
            throws IOException {
        if (!facts.isRegularFile() || !Files.isReadable(real)) {
            return Reply.error(403, "it is no file that can be read");
        }
        String type = MediaTypes.of(asked.getFileName().toString());
        Reply reply =
                Reply.file(
                        new ReplyBody.File(real, facts.size()),
                        type,
                        tag(facts),
                        facts.lastModifiedTime().toMillis());
        return small.add(key, asked, facts, reply);
    }

    /** The real path, or null where there is none or it lies outside of the folder. */
    private @Nullable Path within(Path file) throws IOException {
        try {
            Path real = file.toRealPath();
            return real.startsWith(root) ? real : null;
        } catch (NoSuchFileException none) {
            return null;
        } catch (IOException other) {
            return unfollowed(file, other);
        }
    }

    /** A file in place of a folder, a loop of links and a name too long are files that are not. */
    private static @Nullable Path unfollowed(Path file, IOException why) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(file)) {
            throw why;
        }
        return null;
    }

    static BasicFileAttributes facts(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    /** Another one whenever the file is written, as far as its time tells, or replaced. */
    private static String tag(BasicFileAttributes facts) {
        Object key = facts.fileKey();
        return "\"%x-%x-%x\""
                .formatted(
                        facts.size(),
                        facts.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                        key == null ? 0 : key.hashCode());
    }

    private static Reply missing() {
        return Reply.error(404, "there is nothing of this name");
    }
}
