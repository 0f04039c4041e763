package dev.hocket.site;

import java.nio.charset.StandardCharsets;

/** Status codes and their phrases. */
final class StatusLine {
    private StatusLine() {}

    /** The phrase of a status, for people. */
    static String phrase(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 204 -> "No Content";
            case 206 -> "Partial Content";
            case 301 -> "Moved Permanently";
            case 302 -> "Found";
            case 303 -> "See Other";
            case 304 -> "Not Modified";
            case 307 -> "Temporary Redirect";
            case 308 -> "Permanent Redirect";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 410 -> "Gone";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 416 -> "Range Not Satisfiable";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> "Status";
        };
    }

    /** A status line with fields, in bytes; the empty line that ends the head is not there yet. */
    static byte[] head(int status, String fields) {
        return ("HTTP/1.1 " + status + " " + phrase(status) + "\r\n" + fields)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
