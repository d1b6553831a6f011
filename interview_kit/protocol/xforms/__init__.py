"""XForms and XLSForms as they come from elsewhere: one way in, and the way back to a workbook."""
