package dev.hocket.jobs.images.jpeg;

/** One component's samples, read as rows of the whole picture's width. */
public final class JpegPlane {
    private final byte[] plane;
    private final int stride;
    private final int across;
    private final int down;
    private final int width;
    private final int ownWidth;
    private final int ownHeight;
    private final int full;
    private final int ownAcross;
    private final int fullDown;
    private final int ownDown;
    private final int[] blend;

    JpegPlane(JpegFrame frame, JpegComponent component, int width, int height) {
        this.plane = component.plane;
        this.stride = component.stride();
        this.full = frame.maxAcross * frame.scale;
        this.ownAcross = component.across * component.size;
        this.fullDown = frame.maxDown * frame.scale;
        this.ownDown = component.down * component.size;
        this.across = full % ownAcross == 0 ? full / ownAcross : 0;
        this.down = fullDown % ownDown == 0 ? fullDown / ownDown : 0;
        this.width = width;
        this.ownWidth = JpegFrame.ceil(frame.width * ownAcross, 8 * frame.maxAcross);
        this.ownHeight = JpegFrame.ceil(frame.height * ownDown, 8 * frame.maxDown);
        this.blend = new int[ownWidth];
    }

    /** Puts row {@code y} of the picture into an array that has room for one more sample. */
    void read(int y, int[] into) {
        if (across == 1 && down == 1) {
            int from = y * stride;
            for (int x = 0; x < width; x++) {
                into[x] = plane[from + x] & 0xff;
            }
            return;
        }
        blendRows(y);
        if (across == 2) {
            twice(into);
            return;
        }
        for (int x = 0; x < width; x++) {
            int own = across == 1 ? x : Math.min((int) ((long) x * ownAcross / full), ownWidth - 1);
            into[x] = (blend[own] + 2) >> 2;
        }
    }

    /** The component's own row at a row of the picture, each sample four times its value. */
    private void blendRows(int y) {
        int near = Math.min((int) ((long) y * ownDown / fullDown), ownHeight - 1);
        int other = near;
        if (down == 2) {
            other = Math.clamp(near + ((y & 1) == 0 ? -1 : 1), 0, ownHeight - 1);
        }
        int a = near * stride;
        int b = other * stride;
        for (int x = 0; x < ownWidth; x++) {
            blend[x] = 3 * (plane[a + x] & 0xff) + (plane[b + x] & 0xff);
        }
    }

    private void twice(int[] into) {
        int[] from = blend;
        int last = ownWidth - 1;
        into[0] = (from[0] * 4 + 8) >> 4;
        for (int i = 0; i < last; i++) {
            int here = from[i];
            int next = from[i + 1];
            into[2 * i + 1] = (3 * here + next + 7) >> 4;
            into[2 * i + 2] = (3 * next + here + 8) >> 4;
        }
        if (2 * last + 1 < width) {
            into[2 * last + 1] = (from[last] * 4 + 7) >> 4;
        }
    }
}
