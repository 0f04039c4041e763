package dev.hocket.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The files below a folder. A path is followed to the file that it really names, through links, and
 * only if that lies within the folder is it served ({@link RootFolder}); names with {@code ..} are
 * refused before.
 *
 * <p>Small files stay in memory ({@link SmallFileCache}). Each request still asks the file system
 * once whether the path names the same file in the same state, so that no old content is served.
 */
final class FolderContent implements SiteContent {
    private static final String INDEX = "index.html";
    private final RootFolder root;
    private final boolean hidden;
    private final SmallFileCache small = new SmallFileCache();

    /**
     * @param root an existing folder
     * @param hidden whether names that begin with a dot are served, too
     */
    FolderContent(Path root, boolean hidden) throws IOException {
        this.root = new RootFolder(root);
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
        Path file = root.path();
        for (String name : target.names()) {
            file = file.resolve(name);
        }
        Path place = root.within(file);
        if (place == null) {
            return missing();
        }
        FileFacts facts = root.facts(place);
        if (!facts.isFolder()) {
            return target.folder() ? missing() : file(path, file, place, facts);
        }
        if (!target.folder()) {
            String query = request.query();
            String name = "/" + path.replaceFirst("^/+", "") + "/";
            return Reply.redirect(301, query.isEmpty() ? name : name + "?" + query);
        }
        Path page = file.resolve(INDEX);
        Path index = root.within(page);
        if (index != null) {
            FileFacts indexed = root.facts(index);
            if (indexed.isRegular()) {
                return file(path, page, index, indexed);
            }
        }
        return FolderListing.of(root, place, target, hidden);
    }

    private Reply file(String key, Path asked, Path place, FileFacts facts) throws IOException {
        if (!facts.isRegular() || !Files.isReadable(asked)) {
            return Reply.error(403, "it is not a file that can be read");
        }
        Reply reply =
                Reply.file(
                        new ReplyBody.File(() -> root.open(place, facts), facts.size()),
                        MediaTypes.of(asked.getFileName().toString()),
                        facts.tag(),
                        TimeUnit.NANOSECONDS.toMillis(facts.modified()));
        return small.add(key, asked, facts, reply);
    }

    private static Reply missing() {
        return Reply.error(404, "there is no file of this name");
    }
}
