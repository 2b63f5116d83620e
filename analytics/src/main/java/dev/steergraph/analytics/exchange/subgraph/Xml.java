package dev.steergraph.analytics.exchange.subgraph;

import dev.steergraph.core.io.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** XML files that are well-formed whatever the tokens in them. */
final class Xml {

    private Xml() {}

    /** Writes a document. */
    @FunctionalInterface
    interface Content {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }

    static void write(Path file, Content content) throws IOException {
        AtomicFile.write(file, out -> {
            try {
                write(out, content);
            } catch (XMLStreamException e) {
                throw new IOException("cannot write " + file, e);
            }
        });
    }

    private static void write(OutputStream out, Content content) throws XMLStreamException {
        XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
        xml.writeStartDocument("UTF-8", "1.0");
        content.write(xml);
        xml.writeEndDocument();
        xml.close();
    }

    /** Tokens may hold any character; XML 1.0 may not. */
    static String clean(String text) {
        int[] allowed = text.codePoints().map(c -> isXml(c) ? c : '\uFFFD').toArray();
        return new String(allowed, 0, allowed.length);
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
