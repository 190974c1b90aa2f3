"""What opens behind the QR code."""
