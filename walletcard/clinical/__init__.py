"""What is true: the catalogue, the patient record and the Plan. Pure: no Flask, no paper."""
