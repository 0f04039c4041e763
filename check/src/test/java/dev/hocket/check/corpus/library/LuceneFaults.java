package dev.hocket.check.corpus.library;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;
import java.io.IOException;
import java.lang.reflect.Method;
import org.apache.lucene.analysis.SimpleAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.FieldCache;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.RAMDirectory;

/** Faults of Lucene 2. */
@SuppressWarnings("deprecation") // it is old
public final class LuceneFaults {
    private static Directory index() throws IOException {
        Directory directory = new RAMDirectory();
        IndexWriter writer = new IndexWriter(directory, new SimpleAnalyzer(), true);
        writer.addDocument(document("1"));
        writer.close();
        return directory;
    }

    private static Document document(String number) {
        Document document = new Document();
        Field field = new Field("number", number, Field.Store.NO, Field.Index.UN_TOKENIZED);
        try {
            for (Method method : Document.class.getMethods()) {
                if (method.getName().equals("add")) { // of what, versions differ in
                    method.invoke(document, field);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return document;
    }

    /** An action that may fail. */
    private interface Action {
        void run() throws Exception;
    }

    private static Thread start(Action action) {
        Thread thread =
                new Thread(() -> {
                    try {
                        action.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
        thread.start();
        return thread;
    }

    /** Two threads that look into an empty cache each fill it (LUCENE-651). */
    @Bug(kinds = FindingKind.FAILURE, switches = 2)
    @Library(faulty = "lucene-core-2.0.0", sound = "lucene-core-2.9.4")
    public void cacheFilledTwice() throws Exception {
        IndexReader reader = IndexReader.open(index());
        int[][] read = new int[2][];
        Thread other = start(() -> read[1] = FieldCache.DEFAULT.getInts(reader, "number"));
        read[0] = FieldCache.DEFAULT.getInts(reader, "number");
        other.join();
        if (read[0] != read[1]) {
            throw new AssertionError("read twice");
        }
    }

    /** The names are counted before they are listed. */
    @Bug(
            kinds = {FindingKind.FAILURE, FindingKind.UNCAUGHT},
            switches = 2)
    @Library(faulty = "lucene-core-2.0.0", sound = "lucene-core-2.9.4")
    public void listedWhileCreated() throws Exception {
        Directory directory = new RAMDirectory();
        directory.createOutput("one").close();
        Thread other = start(() -> directory.createOutput("two").close());
        directory.list();
        other.join();
    }

    /**
     * While an index is added nobody may commit; the merge that adding it waits for does
     * (LUCENE-1544).
     */
    @Bug(
            kinds = {FindingKind.DEADLOCK, FindingKind.LIVELOCK},
            switches = Bug.ENDLESS)
    @Library(faulty = "lucene-core-2.4.0")
    public void mergedWhileAdding() throws Exception {
        IndexReader reader = IndexReader.open(index());
        IndexWriter writer = new IndexWriter(new RAMDirectory(), new SimpleAnalyzer(), true);
        writer.addDocument(document("2"));
        writer.flush();
        writer.addDocument(document("3"));
        writer.addIndexes(new IndexReader[] {reader});
        writer.close();
    }
}
