package dev.hocket.text;

import java.util.Arrays;

/** A reusable buffer for a text that is read. */
public final class JsonText implements CharSequence {
    public char[] chars = new char[256];
    public int length;

    /** An empty text. */
    public JsonText() {}

    public void append(char c) {
        if (length == chars.length) {
            grow();
        }
        chars[length++] = c;
    }

    public void grow() {
        chars = Arrays.copyOf(chars, chars.length * 2);
    }

    public boolean is(String text) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != chars[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return chars[index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(chars, start, end - start);
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }
}
