package dev.hocket.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What goes over the wire for one request: a reply, or what conditions and ranges leave of it.
 *
 * @param head the head up to the fields that depend on the connection and the time
 * @param parts what follows the head
 */
@SuppressWarnings("ArrayRecordComponent")
record ReplyMessage(int status, byte[] head, List<MessagePart> parts) {

    /** A piece of the body. */
    sealed interface MessagePart {}

    /** Bytes in memory. */
    record TextPart(byte[] bytes) implements MessagePart {}

    /** A range of the reply's body, of which there is only one to an answer's file. */
    record BodyRange(ReplyBody body, long from, long length) implements MessagePart {}

    /** The answer to a request. */
    static ReplyMessage of(SiteRequest request, Reply reply) {
        if (request.isSpecial() && reply.status() == 200) {
            int status = ConditionalRequest.status(request, reply);
            if (status == 304) {
                return new ReplyMessage(
                        304, StatusLine.head(304, reply.validatorFields()), List.of());
            }
            if (status == 412) {
                return whole(request, Reply.error(412, "a condition of the request does not hold"));
            }
            String field = request.isHead() || reply.tag() == null ? null : request.field("range");
            ByteRanges ranges =
                    field == null || !ConditionalRequest.rangeHolds(request, reply)
                            ? null
                            : ByteRanges.of(field, reply.body().length());
            if (ranges != null) {
                return partial(reply, ranges.ranges());
            }
        }
        return whole(request, reply);
    }

    private static ReplyMessage whole(SiteRequest request, Reply reply) {
        boolean bare = request.isHead() || reply.status() == 204 || reply.status() == 304;
        ReplyBody body = reply.body();
        return new ReplyMessage(
                reply.status(),
                reply.head(),
                bare || body.length() == 0
                        ? List.of()
                        : List.of(new BodyRange(body, 0, body.length())));
    }

    private static ReplyMessage partial(Reply reply, List<ByteRanges.Range> ranges) {
        ReplyBody body = reply.body();
        long all = body.length();
        if (ranges.isEmpty()) {
            String fields = "Content-Range: bytes */" + all + "\r\nContent-Length: 0\r\n";
            return new ReplyMessage(
                    416, StatusLine.head(416, reply.validatorFields() + fields), List.of());
        }
        if (ranges.size() > 1) {
            return multipart(reply, ranges);
        }
        ByteRanges.Range range = ranges.getFirst();
        String fields =
                reply.fields()
                        + reply.validatorFields()
                        + String.format(
                                Locale.ROOT,
                                "Content-Range: %s\r\nContent-Length: %d\r\n",
                                range.text(all),
                                range.length());
        return new ReplyMessage(
                206,
                StatusLine.head(206, fields),
                List.of(new BodyRange(body, range.first(), range.length())));
    }

    private static ReplyMessage multipart(Reply reply, List<ByteRanges.Range> ranges) {
        ReplyBody body = reply.body();
        String boundary = Long.toHexString(ThreadLocalRandom.current().nextLong());
        String type = line(reply.fields(), "Content-Type: ");
        List<MessagePart> parts = new ArrayList<>();
        long length = 0;
        for (ByteRanges.Range range : ranges) {
            byte[] head =
                    "\r\n--%s\r\n%sContent-Range: %s\r\n\r\n"
                            .formatted(boundary, type, range.text(body.length()))
                            .getBytes(StandardCharsets.ISO_8859_1);
            parts.add(new TextPart(head));
            parts.add(new BodyRange(body, range.first(), range.length()));
            length += head.length + range.length();
        }
        byte[] end = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.ISO_8859_1);
        parts.add(new TextPart(end));
        String fields =
                reply.fields().replace(type, "")
                        + reply.validatorFields()
                        + "Content-Type: multipart/byteranges; boundary=%s\r\n".formatted(boundary)
                        + String.format(Locale.ROOT, "Content-Length: %d\r\n", length + end.length);
        return new ReplyMessage(206, StatusLine.head(206, fields), parts);
    }

    /** The line of one field, with its end. */
    private static String line(String fields, String name) {
        int from = fields.indexOf(name);
        return from < 0 ? "" : fields.substring(from, fields.indexOf('\n', from) + 1);
    }
}
