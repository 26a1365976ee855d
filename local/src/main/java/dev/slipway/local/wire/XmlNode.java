package dev.slipway.local.wire;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// An element of an XML document that a client sent. Names lose their namespace.
///
/// There are no document types and no entities of others: nothing outside the document is read.
public record XmlNode(String name, String text, List<XmlNode> children) {
  private static final int MAX_DEPTH = 20;
  private static final XMLInputFactory FACTORY = factory();

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /// @throws IllegalArgumentException when it is no XML
  public static XmlNode parse(byte[] document) {
    try {
      var reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(document));
      try {
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
          // what stands before the root
        }
        var root = read(reader, 0);
        while (reader.hasNext()) {
          reader.next();
        }
        return root;
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | java.util.NoSuchElementException e) {
      throw new IllegalArgumentException("not well-formed XML", e);
    }
  }

  private static XmlNode read(XMLStreamReader reader, int depth) throws XMLStreamException {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("XML nested deeper than " + MAX_DEPTH);
    }
    var name = reader.getLocalName();
    var text = new StringBuilder();
    var children = new ArrayList<XmlNode>();
    for (var event = reader.next();
        event != XMLStreamConstants.END_ELEMENT;
        event = reader.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        children.add(read(reader, depth + 1));
      } else if (event == XMLStreamConstants.CHARACTERS) {
        text.append(reader.getText());
      }
    }
    return new XmlNode(name, text.toString(), List.copyOf(children));
  }

  public List<XmlNode> all(String child) {
    return children.stream().filter(node -> node.name().equals(child)).toList();
  }

  public Optional<XmlNode> first(String child) {
    return children.stream().filter(node -> node.name().equals(child)).findFirst();
  }

  public Optional<String> textOf(String child) {
    return first(child).map(XmlNode::text).map(String::strip);
  }
}
