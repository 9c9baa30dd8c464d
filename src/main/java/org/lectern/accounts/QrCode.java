package org.lectern.accounts;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.util.Map;

/**
 * A text for a camera to read, as a path of SVG: one square for each dark field.
 *
 * @param size how many fields it is wide and high, the quiet ones around it included
 */
record QrCode(int size, String path) {

  private static final int QUIET_FIELDS = 4;

  static QrCode of(String text) {
    try {
      return of(new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, QUIET_FIELDS)));
    } catch (WriterException tooLong) {
      throw new IllegalArgumentException(tooLong);
    }
  }

  private static QrCode of(BitMatrix fields) {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < fields.getHeight(); y++) {
      for (int x = 0; x < fields.getWidth(); x++) {
        if (fields.get(x, y)) {
          path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
        }
      }
    }
    return new QrCode(fields.getWidth(), path.toString());
  }
}
