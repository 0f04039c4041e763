package dev.hocket.jobs.images.jpeg;

import dev.hocket.jobs.images.structure.RejectedPictureException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Walks the blocks of one scan in their order: unit after unit, with the restart marks between
 * stretches of units. What a block's bits mean, a {@link Coding} knows.
 */
public final class JpegScan {
    /** How the bits of one block are coded. */
    interface Coding {
        /** Decodes the block at a column and a row of a component. */
        void block(JpegComponent component, int column, int row) throws RejectedPictureException;

        /** Forgets what was carried from block to block. */
        void restart();
    }

    private final byte[] file;
    private final JpegBitReader bits;
    private final JpegComponent[] components;
    private final int restartInterval;
    private final int rows;
    private int at;
    private int toRestart;
    private int restarts;

    /**
     * A scan whose data start at a place in the file.
     *
     * @param restartInterval units between restart marks, or 0
     * @param rows rows of units in the whole picture, for messages
     */
    JpegScan(
            byte[] file,
            int at,
            JpegBitReader bits,
            JpegComponent[] components,
            int restartInterval,
            int rows) {
        this.file = file;
        this.at = at;
        this.bits = bits;
        this.components = components;
        this.restartInterval = restartInterval;
        this.rows = rows;
    }

    /** Decodes all blocks; returns the place of the marker after them. */
    int decode(Coding coding) throws RejectedPictureException, InterruptedException {
        at = bits.load(at);
        toRestart = restartInterval;
        coding.restart();
        @Nullable JpegComponent alone = components.length == 1 ? components[0] : null;
        JpegComponent first = components[0];
        int unitsDown = alone != null ? alone.blocksDown : first.paddedDown / first.down;
        int unitsAcross = alone != null ? alone.blocksAcross : first.paddedAcross / first.across;
        for (int row = 0; row < unitsDown; row++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while an image was decoded");
            }
            for (int column = 0; column < unitsAcross; column++) {
                if (restartInterval > 0 && toRestart-- == 0) {
                    nextStretch(row, unitsDown);
                    coding.restart();
                }
                if (alone != null) {
                    coding.block(alone, column, row);
                } else {
                    unit(coding, column, row);
                }
                if (bits.past()) {
                    throw endsIn(row, unitsDown);
                }
            }
        }
        return at;
    }

    private void unit(Coding coding, int column, int row) throws RejectedPictureException {
        for (JpegComponent component : components) {
            for (int y = 0; y < component.down; y++) {
                for (int x = 0; x < component.across; x++) {
                    coding.block(
                            component, column * component.across + x, row * component.down + y);
                    if (bits.past()) {
                        return; // the spare bits after the end are enough for one block only
                    }
                }
            }
        }
    }

    private void nextStretch(int row, int unitsDown) throws RejectedPictureException {
        int expected = 0xd0 + (restarts++ & 7);
        if (at + 1 >= file.length || (file[at + 1] & 0xff) == 0xd9) {
            throw endsIn(row, unitsDown);
        }
        int found = file[at + 1] & 0xff;
        if (found != expected) {
            throw RejectedPictureException.damaged(
                    "expected the restart marker 0x%02x and found 0x%02x"
                            .formatted(expected, found));
        }
        at = bits.load(at + 2);
        toRestart = restartInterval - 1;
    }

    private RejectedPictureException endsIn(int row, int unitsDown) {
        return RejectedPictureException.cutShort(
                String.format(
                        Locale.ROOT,
                        "the data of a scan end in row %,d of %,d",
                        (long) row * rows / unitsDown + 1,
                        rows));
    }
}
