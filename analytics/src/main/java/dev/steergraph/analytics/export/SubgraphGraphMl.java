package dev.steergraph.analytics.export;

import dev.steergraph.analytics.file.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** GraphML (graphml.graphdrawing.org): undirected, a node's id is its feature's key, {@code weight} is |r|. */
final class SubgraphGraphMl {

    private static final String NAMESPACE = "http://graphml.graphdrawing.org/xmlns";

    private SubgraphGraphMl() {}

    static void write(Subgraph subgraph, Path file) throws IOException {
        WholeFile.write(file, out -> {
            try {
                write(subgraph, out);
            } catch (XMLStreamException e) {
                throw new IOException("cannot write " + file, e);
            }
        });
    }

    private static void write(Subgraph subgraph, OutputStream out) throws XMLStreamException {
        XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("graphml");
        xml.writeDefaultNamespace(NAMESPACE);
        // The ends of an edge and the key of a node are the elements' own attributes.
        List<Columns.Column<SubgraphFeature>> ofNode = Columns.FEATURE.subList(1, Columns.FEATURE.size());
        List<Columns.Column<SubgraphEdge>> ofEdge = Columns.EDGE.subList(2, Columns.EDGE.size());
        keys(xml, "node", ofNode);
        keys(xml, "edge", ofEdge);
        xml.writeStartElement("graph");
        xml.writeAttribute("id", clean(subgraph.run()));
        xml.writeAttribute("edgedefault", "undirected");
        for (SubgraphFeature feature : subgraph.features()) {
            xml.writeStartElement("node");
            xml.writeAttribute("id", clean(feature.key()));
            data(xml, "node", ofNode, feature);
            xml.writeEndElement();
        }
        for (SubgraphEdge edge : subgraph.edges()) {
            xml.writeStartElement("edge");
            xml.writeAttribute("source", clean(edge.source()));
            xml.writeAttribute("target", clean(edge.target()));
            data(xml, "edge", ofEdge, edge);
            xml.writeEndElement();
        }
        xml.writeEndDocument();
        xml.close();
    }

    private static <T> void keys(XMLStreamWriter xml, String element, List<Columns.Column<T>> columns)
            throws XMLStreamException {
        for (Columns.Column<T> column : columns) {
            xml.writeEmptyElement("key");
            xml.writeAttribute("id", element + "-" + column.name());
            xml.writeAttribute("for", element);
            xml.writeAttribute("attr.name", column.name());
            xml.writeAttribute("attr.type", column.type());
        }
    }

    private static <T> void data(XMLStreamWriter xml, String element, List<Columns.Column<T>> columns, T row)
            throws XMLStreamException {
        for (Columns.Column<T> column : columns) {
            Object value = column.value().apply(row);
            if (value != null) {
                xml.writeStartElement("data");
                xml.writeAttribute("key", element + "-" + column.name());
                xml.writeCharacters(clean(value.toString()));
                xml.writeEndElement();
            }
        }
    }

    /** Tokens may hold any character; XML 1.0 may not. */
    private static String clean(String text) {
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
