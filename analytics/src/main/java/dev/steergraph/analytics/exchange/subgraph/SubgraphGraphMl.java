package dev.steergraph.analytics.exchange.subgraph;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** GraphML (graphml.graphdrawing.org): undirected, a node's id is its feature's key, {@code weight} is |r|. */
final class SubgraphGraphMl {

    private static final String NAMESPACE = "http://graphml.graphdrawing.org/xmlns";

    private SubgraphGraphMl() {}

    static void write(Subgraph subgraph, Path file) throws IOException {
        Xml.write(file, xml -> write(subgraph, xml));
    }

    private static void write(Subgraph subgraph, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("graphml");
        xml.writeDefaultNamespace(NAMESPACE);
        // The ends of an edge and the key of a node are the elements' own attributes.
        List<Columns.Column<SubgraphFeature>> ofNode = Columns.FEATURE.subList(1, Columns.FEATURE.size());
        List<Columns.Column<SubgraphEdge>> ofEdge = Columns.EDGE.subList(2, Columns.EDGE.size());
        keys(xml, "node", ofNode);
        keys(xml, "edge", ofEdge);
        xml.writeStartElement("graph");
        xml.writeAttribute("id", Xml.clean(subgraph.run()));
        xml.writeAttribute("edgedefault", "undirected");
        for (SubgraphFeature feature : subgraph.features()) {
            xml.writeStartElement("node");
            xml.writeAttribute("id", Xml.clean(feature.key()));
            data(xml, "node", ofNode, feature);
            xml.writeEndElement();
        }
        for (SubgraphEdge edge : subgraph.edges()) {
            xml.writeStartElement("edge");
            xml.writeAttribute("source", Xml.clean(edge.source()));
            xml.writeAttribute("target", Xml.clean(edge.target()));
            data(xml, "edge", ofEdge, edge);
            xml.writeEndElement();
        }
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
                xml.writeCharacters(Xml.clean(value.toString()));
                xml.writeEndElement();
            }
        }
    }
}
