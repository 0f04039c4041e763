package dev.hocket.check.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.check.Finding;
import dev.hocket.check.Verdict;
import java.io.IOException;
import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class VerdictHtmlTest {
    @Test
    void theFileNeedsNothingElse() {
        String html = VerdictHtml.of(Samples.deadlock(), Samples.REPLAY);
        assertTrue(html.startsWith("<!DOCTYPE html>\n<html lang=\"en\">"));
        for (String outside :
                new String[] {"<script", "<link", "<img", "src=", "@import", "href="}) {
            assertFalse(html.contains(outside), outside);
        }
        assertTrue(html.contains("<pre>" + Samples.REPLAY + "</pre>"));
    }

    @Test
    void everyRowHasACellForEachThread() {
        String html = VerdictHtml.of(Samples.deadlock(), "");
        String table = html.substring(html.indexOf("<thead>"), html.indexOf("</table>"));
        assertEquals(8, count(table, "<tr>"));
        assertEquals(5, count(table, "<th>"));
        assertEquals(7 * 5, count(table, "<td"));
        assertEquals(7, count(table, "<td class=\"step\">"));
    }

    @Test
    void thePictureIsTheWaitForGraph() throws Exception {
        Document svg = svg(VerdictHtml.of(Samples.deadlock(), ""));
        assertEquals(6, svg.getElementsByTagName("rect").getLength());
        int ring = 0;
        for (int i = 0; i < svg.getElementsByTagName("path").getLength(); i++) {
            var path = svg.getElementsByTagName("path").item(i).getAttributes();
            ring +=
                    path.getNamedItem("class") != null
                                    && path.getNamedItem("d").getNodeValue().contains("Q")
                            ? 1
                            : 0;
        }
        assertEquals(4, ring);
        assertEquals(
                VerdictTextTest.golden("deadlock.svg"), WaitGraph.svg(finding(Samples.deadlock())));
    }

    @Test
    void whatNobodyHoldsIsDrawnSo() throws Exception {
        String html = VerdictHtml.of(Samples.missedSignal(), "");
        assertEquals(4, svg(html).getElementsByTagName("rect").getLength());
        assertEquals(1, count(html, "class=\"thing nobody\""));
    }

    @Test
    void namesDoNotBecomeMarkup() throws Exception {
        String html = VerdictHtml.of(Samples.hostile(), "hocket check '<b>'");
        assertFalse(html.contains("<script"));
        assertFalse(html.contains("<b>'"));
        assertFalse(html.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c)));
        assertFalse(html.contains("\u202e"));
        assertTrue(html.contains("&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;"));
        assertEquals(2, svg(html).getElementsByTagName("rect").getLength());
    }

    @Test
    void aCleanVerdictHasNoTableAndNoPicture() {
        String html = VerdictHtml.of(Samples.clean(true), "");
        assertTrue(html.contains("<h1 class=\"clean\">Nothing found in Table#ordered</h1>"));
        assertFalse(html.contains("<table>"));
        assertFalse(html.contains("<svg"));
    }

    private static Finding finding(Verdict verdict) {
        return java.util.Objects.requireNonNull(verdict.finding());
    }

    private static Document svg(String html)
            throws IOException, SAXException, ParserConfigurationException {
        String svg = html.substring(html.indexOf("<svg"), html.indexOf("</svg>") + 6);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
    }

    private static int count(String text, String part) {
        Matcher matcher = Pattern.compile(Pattern.quote(part)).matcher(text);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }
}
