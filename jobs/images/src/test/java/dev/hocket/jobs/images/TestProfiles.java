package dev.hocket.jobs.images;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** ICC profiles for the tests: the smallest that describe a space of colours or of greys. */
final class TestProfiles {
    private TestProfiles() {}

    /** Colours with the primaries of Adobe RGB (1998) and a gamma of 2.2. */
    static byte[] adobeRgb() {
        Map<String, byte[]> tags = common();
        tags.put("rXYZ", xyz(0.60974, 0.31111, 0.01947));
        tags.put("gXYZ", xyz(0.20528, 0.62567, 0.06087));
        tags.put("bXYZ", xyz(0.14919, 0.06322, 0.74457));
        for (String band : new String[] {"rTRC", "gTRC", "bTRC"}) {
            tags.put(band, gamma(2.19921875));
        }
        return profile("RGB ", tags);
    }

    /** Greys with a gamma. */
    static byte[] grey(double gamma) {
        Map<String, byte[]> tags = common();
        tags.put("kTRC", gamma(gamma));
        return profile("GRAY", tags);
    }

    private static Map<String, byte[]> common() {
        Map<String, byte[]> tags = new LinkedHashMap<>();
        byte[] text = "test".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer description = ByteBuffer.allocate(12 + text.length + 1 + 78 + 3);
        description.put("desc".getBytes(StandardCharsets.US_ASCII)).putInt(0);
        description.putInt(text.length + 1).put(text);
        tags.put("desc", description.array());
        ByteBuffer copyright = ByteBuffer.allocate(8 + text.length + 4);
        copyright.put("text".getBytes(StandardCharsets.US_ASCII)).putInt(0).put(text);
        tags.put("cprt", copyright.array());
        tags.put("wtpt", xyz(0.9642, 1, 0.8249));
        return tags;
    }

    private static byte[] xyz(double x, double y, double z) {
        ByteBuffer tag = ByteBuffer.allocate(20);
        tag.put("XYZ ".getBytes(StandardCharsets.US_ASCII)).putInt(0);
        for (double value : new double[] {x, y, z}) {
            tag.putInt((int) Math.round(value * 65_536));
        }
        return tag.array();
    }

    private static byte[] gamma(double value) {
        ByteBuffer tag = ByteBuffer.allocate(16);
        tag.put("curv".getBytes(StandardCharsets.US_ASCII)).putInt(0).putInt(1);
        tag.putShort((short) Math.round(value * 256));
        return tag.array();
    }

    private static byte[] profile(String colours, Map<String, byte[]> tags) {
        int table = 128 + 4 + 12 * tags.size();
        int size = table;
        for (byte[] tag : tags.values()) {
            size += (tag.length + 3) / 4 * 4;
        }
        ByteBuffer profile = ByteBuffer.allocate(size);
        profile.putInt(size).putInt(0).putInt(0x02400000);
        for (String word : new String[] {"mntr", colours, "XYZ "}) {
            profile.put(word.getBytes(StandardCharsets.US_ASCII));
        }
        profile.position(36);
        profile.put("acsp".getBytes(StandardCharsets.US_ASCII));
        profile.position(68);
        profile.put(xyz(0.9642, 1, 0.8249), 8, 12);
        profile.position(128);
        profile.putInt(tags.size());
        int at = table;
        for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
            profile.put(tag.getKey().getBytes(StandardCharsets.US_ASCII));
            profile.putInt(at).putInt(tag.getValue().length);
            profile.put(at, tag.getValue());
            at += (tag.getValue().length + 3) / 4 * 4;
        }
        return profile.array();
    }
}
