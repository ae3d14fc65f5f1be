window.YTD.account.part0 = [
 {
  "account": {
   "username": "AcmeHelp",
   "accountId": "77"
  }
 }
]
