package dev.steergraph.analytics.exchange.subgraph;

import dev.steergraph.core.table.EdgeWeight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** GEXF 1.2 for Gephi: undirected, a node's id is its feature's key, {@code weight} is |r|. */
final class SubgraphGexf {

    private SubgraphGexf() {}

    static void write(Subgraph subgraph, Path file) throws IOException {
        Xml.write(file, xml -> write(subgraph, xml));
    }

    private static void write(Subgraph subgraph, XMLStreamWriter xml) throws XMLStreamException {
        List<Columns.Column<SubgraphFeature>> ofNode = Columns.FEATURE.subList(2, Columns.FEATURE.size());
        List<Columns.Column<SubgraphEdge>> ofEdge = Columns.EDGE.subList(2, Columns.EDGE.size());
        xml.writeStartElement("gexf");
        xml.writeDefaultNamespace("http://www.gexf.net/1.2draft");
        xml.writeAttribute("version", "1.2");
        xml.writeStartElement("meta");
        xml.writeStartElement("creator");
        xml.writeCharacters("SteerGraph");
        xml.writeEndElement();
        xml.writeStartElement("description");
        xml.writeCharacters(Xml.clean(subgraph.selection() + " of run " + subgraph.run()));
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeStartElement("graph");
        xml.writeAttribute("defaultedgetype", "undirected");
        attributes(xml, "node", ofNode);
        attributes(xml, "edge", ofEdge);
        xml.writeStartElement("nodes");
        for (SubgraphFeature feature : subgraph.features()) {
            xml.writeStartElement("node");
            xml.writeAttribute("id", Xml.clean(feature.key()));
            xml.writeAttribute("label", Xml.clean(Objects.requireNonNullElse(feature.label(), feature.key())));
            values(xml, ofNode, feature);
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeStartElement("edges");
        int number = 0;
        for (SubgraphEdge edge : subgraph.edges()) {
            xml.writeStartElement("edge");
            xml.writeAttribute("id", Integer.toString(number++));
            xml.writeAttribute("source", Xml.clean(edge.source()));
            xml.writeAttribute("target", Xml.clean(edge.target()));
            xml.writeAttribute("weight", Double.toString(EdgeWeight.absR(edge.r())));
            values(xml, ofEdge, edge);
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static <T> void attributes(XMLStreamWriter xml, String of, List<Columns.Column<T>> columns)
            throws XMLStreamException {
        xml.writeStartElement("attributes");
        xml.writeAttribute("class", of);
        for (Columns.Column<T> column : columns) {
            if (!column.name().equals("weight")) {
                xml.writeEmptyElement("attribute");
                xml.writeAttribute("id", column.name());
                xml.writeAttribute("title", column.name());
                xml.writeAttribute("type", column.type().equals("int") ? "integer" : column.type());
            }
        }
        xml.writeEndElement();
    }

    private static <T> void values(XMLStreamWriter xml, List<Columns.Column<T>> columns, T row)
            throws XMLStreamException {
        xml.writeStartElement("attvalues");
        for (Columns.Column<T> column : columns) {
            Object value = column.value().apply(row);
            if (value != null && !column.name().equals("weight")) {
                xml.writeEmptyElement("attvalue");
                xml.writeAttribute("for", column.name());
                xml.writeAttribute("value", Xml.clean(value.toString()));
            }
        }
        xml.writeEndElement();
    }
}
